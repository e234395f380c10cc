<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="hi" sourcelanguage="en">
<context>
    <name>terminal</name>
    <message>
        <source> · expired</source>
        <translation> · समाप्त</translation>
    </message>
    <message>
        <source> · trigger {price}</source>
        <translation> · ट्रिगर {price}</translation>
    </message>
    <message>
        <source> · {time} left</source>
        <translation> · {time} शेष</translation>
    </message>
    <message>
        <source>1 file, {size} kB before packing</source>
        <translation>1 फ़ाइल, पैक होने से पहले {size} kB</translation>
    </message>
    <message>
        <source>1 lot</source>
        <translation>1 लॉट</translation>
    </message>
    <message>
        <source>1 new notice</source>
        <translation>1 नई सूचना</translation>
    </message>
    <message>
        <source>1 order was on the way.</source>
        <translation>1 ऑर्डर रास्ते में था।</translation>
    </message>
    <message>
        <source>1 setting changed</source>
        <translation>1 सेटिंग बदली</translation>
    </message>
    <message>
        <source>1 setting changes with {file}.</source>
        <translation>{file} से 1 सेटिंग बदलती है।</translation>
    </message>
    <message>
        <source>24000 ce  ( / )</source>
        <translation>24000 ce  ( / )</translation>
    </message>
    <message>
        <source>@ market</source>
        <translation>@ बाज़ार भाव</translation>
    </message>
    <message>
        <source>A PIN has at least {count} characters.</source>
        <translation>PIN में कम से कम {count} अक्षर होते हैं।</translation>
    </message>
    <message>
        <source>A PIN of one repeated character is guessed at once.</source>
        <translation>एक ही अक्षर दोहराने वाला PIN तुरंत पकड़ में आ जाता है।</translation>
    </message>
    <message>
        <source>A built-in exchange on this computer that speaks as Shoonya does today. No money, no account, no network.</source>
        <translation>इसी कंप्यूटर पर बना एक्सचेंज, जो आज के Shoonya की तरह बोलता है। न पैसा, न खाता, न नेटवर्क।</translation>
    </message>
    <message>
        <source>A built-in exchange on this computer. No money, no account, no network.</source>
        <translation>इसी कंप्यूटर पर बना एक्सचेंज। न पैसा, न खाता, न नेटवर्क।</translation>
    </message>
    <message>
        <source>A buy limit above the best offer, or a sell limit below the best bid, is a market order.</source>
        <translation>सबसे अच्छे ऑफ़र से ऊपर का ख़रीद लिमिट, या सबसे अच्छी बोली से नीचे का बिक्री लिमिट, बाज़ार ऑर्डर ही है।</translation>
    </message>
    <message>
        <source>A confirmation sheet for each order of at least this many rupees. Empty: none.</source>
        <translation>कम से कम इतने रुपये के हर ऑर्डर पर पुष्टि माँगी जाती है। ख़ाली: कभी नहीं।</translation>
    </message>
    <message>
        <source>A connection needs a look</source>
        <translation>एक कनेक्शन पर ध्यान दें</translation>
    </message>
    <message>
        <source>A price is old after (seconds)</source>
        <translation>भाव पुराना माना जाए (सेकंड) बाद</translation>
    </message>
    <message>
        <source>A sign or an arrow always says it too. Teal and magenta, and blue and orange, can be told apart by people who see no difference between red and green.</source>
        <translation>चिह्न या तीर भी हमेशा यही बताता है। टील और मैजेंटा, तथा नीला और नारंगी, उन लोगों को भी अलग दिखते हैं जिन्हें लाल और हरा एक जैसे दिखते हैं।</translation>
    </message>
    <message>
        <source>A stream ended, or a broker wants a new log-in.</source>
        <translation>कोई स्ट्रीम बंद हुई, या ब्रोकर फिर से लॉग-इन चाहता है।</translation>
    </message>
    <message>
        <source>A trigger for the selected instrument  (G)</source>
        <translation>चुने हुए इंस्ट्रूमेंट के लिए ट्रिगर  (G)</translation>
    </message>
    <message>
        <source>A two-leg buy is possible for futures and options only</source>
        <translation>दो हिस्सों वाली ख़रीद केवल फ़्यूचर और ऑप्शन में संभव है</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API कुंजी</translation>
    </message>
    <message>
        <source>API secret</source>
        <translation>API सीक्रेट</translation>
    </message>
    <message>
        <source>ARM</source>
        <translation>तैयार करें</translation>
    </message>
    <message>
        <source>ARMED</source>
        <translation>तैयार</translation>
    </message>
    <message>
        <source>About this instrument</source>
        <translation>इस इंस्ट्रूमेंट के बारे में</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>स्वीकृत</translation>
    </message>
    <message>
        <source>Accepted by the broker</source>
        <translation>ब्रोकर ने स्वीकार किया</translation>
    </message>
    <message>
        <source>Accepted for the next session</source>
        <translation>अगले सत्र के लिए स्वीकार</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>खाता</translation>
    </message>
    <message>
        <source>Account, look, keys and notices, one after the other.</source>
        <translation>खाता, रूप, कुंजियाँ और सूचनाएँ, एक के बाद एक।</translation>
    </message>
    <message>
        <source>Accounts and prices are hidden and new orders are not taken. Orders that rest at the exchange stay there; alerts and triggers go on.</source>
        <translation>खाते और भाव छिपे हैं और नए ऑर्डर नहीं लिए जाते। एक्सचेंज पर पड़े ऑर्डर वहीं रहते हैं; अलर्ट और ट्रिगर चलते रहते हैं।</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>सक्रिय</translation>
    </message>
    <message>
        <source>Add an order</source>
        <translation>ऑर्डर जोड़ें</translation>
    </message>
    <message>
        <source>Add the exits to the basket</source>
        <translation>निकासी को बास्केट में जोड़ें</translation>
    </message>
    <message>
        <source>Add to basket</source>
        <translation>बास्केट में जोड़ें</translation>
    </message>
    <message>
        <source>Add to basket: buy</source>
        <translation>बास्केट में जोड़ें: ख़रीद</translation>
    </message>
    <message>
        <source>Add to basket: sell</source>
        <translation>बास्केट में जोड़ें: बिक्री</translation>
    </message>
    <message>
        <source>Add to the basket</source>
        <translation>बास्केट में जोड़ें</translation>
    </message>
    <message>
        <source>Address of the update list</source>
        <translation>अपडेट सूची का पता</translation>
    </message>
    <message>
        <source>Address the browser ended on</source>
        <translation>जिस पते पर ब्राउज़र रुका</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>उन्नत</translation>
    </message>
    <message>
        <source>Advanced fields</source>
        <translation>उन्नत फ़ील्ड</translation>
    </message>
    <message>
        <source>After charges</source>
        <translation>शुल्क के बाद</translation>
    </message>
    <message>
        <source>After each close…</source>
        <translation>हर बंद के बाद…</translation>
    </message>
    <message>
        <source>After the log-in the terminal looks for them in the broker&apos;s book and says what became of them. Nothing is sent a second time.</source>
        <translation>लॉग-इन के बाद टर्मिनल उन्हें ब्रोकर की बही में खोजता है और बताता है कि उनका क्या हुआ। कुछ भी दोबारा नहीं भेजा जाता।</translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation>बाद में</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>अलर्ट</translation>
    </message>
    <message>
        <source>Alert: {name}</source>
        <translation>अलर्ट: {name}</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>अलर्ट</translation>
    </message>
    <message>
        <source>Alerts appear here once an account is logged in.</source>
        <translation>खाते में लॉग-इन होने पर अलर्ट यहाँ दिखते हैं।</translation>
    </message>
    <message>
        <source>Alert…</source>
        <translation>अलर्ट…</translation>
    </message>
    <message>
        <source>All</source>
        <translation>सब</translation>
    </message>
    <message>
        <source>All accounts are logged out and the PIN is forgotten. Open orders and positions stay at the broker as they are; log in again to see them.</source>
        <translation>सभी खातों से लॉग-आउट होगा और PIN भुला दिया जाएगा। खुले ऑर्डर और पोज़ीशन ब्रोकर के पास जैसे हैं वैसे ही रहेंगे; देखने के लिए फिर से लॉग-इन करें।</translation>
    </message>
    <message>
        <source>All keys are listed in the menu under Help, and beside each command.</source>
        <translation>सारी कुंजियाँ मेनू में “सहायता” के नीचे और हर आदेश के पास लिखी हैं।</translation>
    </message>
    <message>
        <source>All of it  (Enter)</source>
        <translation>पूरा  (Enter)</translation>
    </message>
    <message>
        <source>All stocks</source>
        <translation>सभी शेयर</translation>
    </message>
    <message>
        <source>All units</source>
        <translation>सभी इकाइयाँ</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>बँटवारा</translation>
    </message>
    <message>
        <source>Allocation by</source>
        <translation>बँटवारा किसके अनुसार</translation>
    </message>
    <message>
        <source>Allow new orders</source>
        <translation>नए ऑर्डर की अनुमति दें</translation>
    </message>
    <message>
        <source>Allow new orders in {seconds} s</source>
        <translation>नए ऑर्डर की अनुमति {seconds} सेकंड में</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>राशि</translation>
    </message>
    <message>
        <source>Amounts are multiples of this, rupees</source>
        <translation>राशि इसकी गुणज हो, रुपये</translation>
    </message>
    <message>
        <source>An alert has fired</source>
        <translation>एक अलर्ट बजा है</translation>
    </message>
    <message>
        <source>An alert has fired.</source>
        <translation>एक अलर्ट बजा है।</translation>
    </message>
    <message>
        <source>An estimate of this leg&apos;s charges, ₹</source>
        <translation>इस हिस्से के शुल्क का अनुमान, ₹</translation>
    </message>
    <message>
        <source>An order needs a look</source>
        <translation>एक ऑर्डर पर ध्यान दें</translation>
    </message>
    <message>
        <source>An order on an older price asks first: a frozen feed looks like a calm market.</source>
        <translation>पुराने भाव पर ऑर्डर पहले पूछता है: रुकी हुई फ़ीड शांत बाज़ार जैसी दिखती है।</translation>
    </message>
    <message>
        <source>An order was filled</source>
        <translation>एक ऑर्डर पूरा हुआ</translation>
    </message>
    <message>
        <source>An order was filled, in full or in part.</source>
        <translation>एक ऑर्डर पूरा या आंशिक भरा गया।</translation>
    </message>
    <message>
        <source>An order was refused, or nothing is known of it.</source>
        <translation>एक ऑर्डर अस्वीकार हुआ, या उसका कुछ पता नहीं।</translation>
    </message>
    <message>
        <source>Any text that stays the same.</source>
        <translation>कोई भी शब्द जो एक-सा रहे।</translation>
    </message>
    <message>
        <source>Anywhere</source>
        <translation>कहीं भी</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>रूप</translation>
    </message>
    <message>
        <source>Arm</source>
        <translation>तैयार करें</translation>
    </message>
    <message>
        <source>Arm: Enter in the ticket sends</source>
        <translation>तैयार करें: टिकट में Enter भेजता है</translation>
    </message>
    <message>
        <source>Armed</source>
        <translation>तैयार</translation>
    </message>
    <message>
        <source>Armed, {time} left</source>
        <translation>तैयार, {time} शेष</translation>
    </message>
    <message>
        <source>Armed: Enter in the order ticket sends. Click to disarm.</source>
        <translation>तैयार: ऑर्डर टिकट में Enter भेजता है। हटाने के लिए क्लिक करें।</translation>
    </message>
    <message>
        <source>As the makers of your copy publish it; begins with https://. None is built in.</source>
        <translation>जैसा आपकी प्रति बनाने वालों ने बताया; https:// से शुरू होता है। कोई पहले से नहीं है।</translation>
    </message>
    <message>
        <source>As wss://…/NorenWSTP/.</source>
        <translation>जैसे wss://…/NorenWSTP/.</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>ऑफ़र</translation>
    </message>
    <message>
        <source>Ask above orders a day</source>
        <translation>दिन में इतने ऑर्डर के ऊपर पूछें</translation>
    </message>
    <message>
        <source>Ask above quantity</source>
        <translation>इस मात्रा के ऊपर पूछें</translation>
    </message>
    <message>
        <source>Ask above quantity a day</source>
        <translation>दिन की इस मात्रा के ऊपर पूछें</translation>
    </message>
    <message>
        <source>Ask above value</source>
        <translation>इस मूल्य के ऊपर पूछें</translation>
    </message>
    <message>
        <source>Ask above value a day</source>
        <translation>दिन के इस मूल्य के ऊपर पूछें</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>फिर पूछें</translation>
    </message>
    <message>
        <source>Ask again for what failed  (R)</source>
        <translation>जो नहीं मिला उसे फिर माँगें  (R)</translation>
    </message>
    <message>
        <source>Ask when a limit fills at once</source>
        <translation>लिमिट तुरंत भरे तो पूछें</translation>
    </message>
    <message>
        <source>Ask when off the market by %</source>
        <translation>बाज़ार से इतने % दूर हो तो पूछें</translation>
    </message>
    <message>
        <source>Ask when off the market by %, options</source>
        <translation>बाज़ार से इतने % दूर हो तो पूछें, ऑप्शन</translation>
    </message>
    <message>
        <source>Asks the broker for funds, margins and charges now.</source>
        <translation>ब्रोकर से फ़ंड, मार्जिन और शुल्क अभी पूछता है।</translation>
    </message>
    <message>
        <source>Asks the broker for funds, orders, SIPs and holdings now  (F5)</source>
        <translation>ब्रोकर से फ़ंड, ऑर्डर, SIP और होल्डिंग अभी पूछता है  (F5)</translation>
    </message>
    <message>
        <source>At least four characters. Only a salted hash is kept, in this system&apos;s keyring; nobody can read the PIN there.</source>
        <translation>कम से कम चार अक्षर। इस सिस्टम के कीरिंग में केवल सॉल्ट किया हुआ हैश रखा जाता है; वहाँ से PIN कोई नहीं पढ़ सकता।</translation>
    </message>
    <message>
        <source>Auction</source>
        <translation>नीलामी</translation>
    </message>
    <message>
        <source>Auction number</source>
        <translation>नीलामी संख्या</translation>
    </message>
    <message>
        <source>Authorise</source>
        <translation>अनुमति दें</translation>
    </message>
    <message>
        <source>Authorise all</source>
        <translation>सबकी अनुमति दें</translation>
    </message>
    <message>
        <source>Authorise the sale…</source>
        <translation>बिक्री की अनुमति दें…</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>उपलब्ध</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>औसत</translation>
    </message>
    <message>
        <source>Average over the order&apos;s fills</source>
        <translation>ऑर्डर के सौदों का औसत</translation>
    </message>
    <message>
        <source>Avg. NAV</source>
        <translation>औसत NAV</translation>
    </message>
    <message>
        <source>Avg. cost</source>
        <translation>औसत लागत</translation>
    </message>
    <message>
        <source>Avg. price</source>
        <translation>औसत भाव</translation>
    </message>
    <message>
        <source>BUY</source>
        <translation>ख़रीद</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>पीछे</translation>
    </message>
    <message>
        <source>Back after {time}</source>
        <translation>{time} बाद वापस</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>मूल मान पर लौटाएँ</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>बार</translation>
    </message>
    <message>
        <source>Bars that come in a second</source>
        <translation>एक सेकंड में आने वाले बार</translation>
    </message>
    <message>
        <source>Basket</source>
        <translation>बास्केट</translation>
    </message>
    <message>
        <source>Before an order leaves. Applies at once.</source>
        <translation>ऑर्डर निकलने से पहले। तुरंत लागू।</translation>
    </message>
    <message>
        <source>Begin another basket</source>
        <translation>दूसरी बास्केट शुरू करें</translation>
    </message>
    <message>
        <source>Best buy price</source>
        <translation>सबसे अच्छा ख़रीद भाव</translation>
    </message>
    <message>
        <source>Best sell price</source>
        <translation>सबसे अच्छा बिक्री भाव</translation>
    </message>
    <message>
        <source>Bid</source>
        <translation>बोली</translation>
    </message>
    <message>
        <source>Block new orders and cancel all</source>
        <translation>नए ऑर्डर रोकें और सब रद्द करें</translation>
    </message>
    <message>
        <source>Blocks new orders and cancels all open ones, at every account. Exits still work.</source>
        <translation>हर खाते में नए ऑर्डर रोकता है और सभी खुले ऑर्डर रद्द करता है। निकासी फिर भी चलती है।</translation>
    </message>
    <message>
        <source>Blue and orange</source>
        <translation>नीला और नारंगी</translation>
    </message>
    <message>
        <source>Books</source>
        <translation>बही</translation>
    </message>
    <message>
        <source>Bring back what was taken out  (Ctrl+Z)</source>
        <translation>जो निकाला उसे वापस लाएँ  (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>ब्रोकर</translation>
    </message>
    <message>
        <source>Brokerage, taxes and fees of the order, as the broker works them out</source>
        <translation>ऑर्डर की ब्रोकरेज, कर और शुल्क, जैसा ब्रोकर हिसाब करता है</translation>
    </message>
    <message>
        <source>Brokers correct bars after the close: from 07:00 the day is fetched once more, and the newest minute wins</source>
        <translation>ब्रोकर बंद होने के बाद बार सुधारते हैं: 07:00 से दिन फिर लाया जाता है, और सबसे नया मिनट माना जाता है</translation>
    </message>
    <message>
        <source>Brokers take orders from the address that you registered. Switch this on if that is an IPv4 address and your line also has IPv6; then log in again.</source>
        <translation>ब्रोकर उसी पते से ऑर्डर लेते हैं जो आपने दर्ज कराया है। यदि वह IPv4 पता है और आपकी लाइन में IPv6 भी है तो इसे चालू करें; फिर दोबारा लॉग-इन करें।</translation>
    </message>
    <message>
        <source>Buy</source>
        <translation>ख़रीदें</translation>
    </message>
    <message>
        <source>Buy at regular times  (N)</source>
        <translation>नियमित समय पर ख़रीदें  (N)</translation>
    </message>
    <message>
        <source>Buy for an amount  (B or Enter)</source>
        <translation>राशि से ख़रीदें  (B या Enter)</translation>
    </message>
    <message>
        <source>Buy more</source>
        <translation>और ख़रीदें</translation>
    </message>
    <message>
        <source>Buy more of this fund  (B or Enter)</source>
        <translation>इस फ़ंड का और ख़रीदें  (B या Enter)</translation>
    </message>
    <message>
        <source>Buy the selected instrument</source>
        <translation>चुना हुआ इंस्ट्रूमेंट ख़रीदें</translation>
    </message>
    <message>
        <source>Buy {quantity} {name} {price}</source>
        <translation>{name} {quantity} ख़रीदें {price}</translation>
    </message>
    <message>
        <source>Buy, details, change</source>
        <translation>ख़रीद, विवरण, बदलाव</translation>
    </message>
    <message>
        <source>Buy, sell, depth, chart</source>
        <translation>ख़रीद, बिक्री, डेप्थ, चार्ट</translation>
    </message>
    <message>
        <source>Buys first</source>
        <translation>ख़रीद पहले</translation>
    </message>
    <message>
        <source>By fund</source>
        <translation>फ़ंड के अनुसार</translation>
    </message>
    <message>
        <source>By how much the instalment grows, and when</source>
        <translation>किस्त कितनी और कब बढ़ती है</translation>
    </message>
    <message>
        <source>By order</source>
        <translation>ऑर्डर के अनुसार</translation>
    </message>
    <message>
        <source>By the kind of fund</source>
        <translation>फ़ंड के प्रकार के अनुसार</translation>
    </message>
    <message>
        <source>By who runs it</source>
        <translation>चलाने वाले के अनुसार</translation>
    </message>
    <message>
        <source>CNC, MIS, NRML</source>
        <translation>CNC, MIS, NRML</translation>
    </message>
    <message>
        <source>CSV, Parquet or Feather  (E)</source>
        <translation>CSV, Parquet या Feather  (E)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>रद्द करें</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>सब रद्द करें</translation>
    </message>
    <message>
        <source>Cancel all open orders</source>
        <translation>सभी खुले ऑर्डर रद्द करें</translation>
    </message>
    <message>
        <source>Cancel every open order shown</source>
        <translation>दिख रहे सभी खुले ऑर्डर रद्द करें</translation>
    </message>
    <message>
        <source>Cancel orders of the selected instrument</source>
        <translation>चुने हुए इंस्ट्रूमेंट के ऑर्डर रद्द करें</translation>
    </message>
    <message>
        <source>Cancel the chosen open orders  (Del)</source>
        <translation>चुने हुए खुले ऑर्डर रद्द करें  (Del)</translation>
    </message>
    <message>
        <source>Cancel the download</source>
        <translation>डाउनलोड रद्द करें</translation>
    </message>
    <message>
        <source>Cancel the selected orders  (Delete)</source>
        <translation>चुने हुए ऑर्डर रद्द करें  (Delete)</translation>
    </message>
    <message>
        <source>Cancel this SIP, then start anew…</source>
        <translation>यह SIP रद्द करके नया शुरू करें…</translation>
    </message>
    <message>
        <source>Carried overnight on full margin</source>
        <translation>पूरे मार्जिन पर रात भर रखा जाता है</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>श्रेणी</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>बदलाव</translation>
    </message>
    <message>
        <source>Change 1 setting</source>
        <translation>1 सेटिंग बदलें</translation>
    </message>
    <message>
        <source>Change its terms  (Enter)</source>
        <translation>इसकी शर्तें बदलें  (Enter)</translation>
    </message>
    <message>
        <source>Change since the previous close, in percent</source>
        <translation>पिछले बंद से बदलाव, प्रतिशत में</translation>
    </message>
    <message>
        <source>Change since the previous close, in points</source>
        <translation>पिछले बंद से बदलाव, अंकों में</translation>
    </message>
    <message>
        <source>Change the alert</source>
        <translation>अलर्ट बदलें</translation>
    </message>
    <message>
        <source>Change the order</source>
        <translation>ऑर्डर बदलें</translation>
    </message>
    <message>
        <source>Change the selected order in its row  (Enter)</source>
        <translation>चुने हुए ऑर्डर को उसकी पंक्ति में बदलें  (Enter)</translation>
    </message>
    <message>
        <source>Change the selected trigger  (Enter)</source>
        <translation>चुना हुआ ट्रिगर बदलें  (Enter)</translation>
    </message>
    <message>
        <source>Change the terms  (Return)</source>
        <translation>शर्तें बदलें  (Return)</translation>
    </message>
    <message>
        <source>Change the trigger</source>
        <translation>ट्रिगर बदलें</translation>
    </message>
    <message>
        <source>Change this order?</source>
        <translation>यह ऑर्डर बदलें?</translation>
    </message>
    <message>
        <source>Change this trigger?</source>
        <translation>यह ट्रिगर बदलें?</translation>
    </message>
    <message>
        <source>Change {count} settings</source>
        <translation>{count} सेटिंग बदलें</translation>
    </message>
    <message>
        <source>Charges</source>
        <translation>शुल्क</translation>
    </message>
    <message>
        <source>Charges ₹</source>
        <translation>शुल्क ₹</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>चार्ट</translation>
    </message>
    <message>
        <source>Chart of stored bars</source>
        <translation>सहेजे हुए बार का चार्ट</translation>
    </message>
    <message>
        <source>Check for updates…</source>
        <translation>अपडेट देखें…</translation>
    </message>
    <message>
        <source>Checking the login…</source>
        <translation>लॉग-इन जाँचा जा रहा है…</translation>
    </message>
    <message>
        <source>Chg</source>
        <translation>बदलाव</translation>
    </message>
    <message>
        <source>Choose an instrument first</source>
        <translation>पहले इंस्ट्रूमेंट चुनें</translation>
    </message>
    <message>
        <source>Choose in the form…</source>
        <translation>फ़ॉर्म में चुनें…</translation>
    </message>
    <message>
        <source>Choose none</source>
        <translation>कोई न चुनें</translation>
    </message>
    <message>
        <source>Choose the file…</source>
        <translation>फ़ाइल चुनें…</translation>
    </message>
    <message>
        <source>Choose the interval; or type its digits and press Enter</source>
        <translation>अंतराल चुनें; या उसके अंक लिखकर Enter दबाएँ</translation>
    </message>
    <message>
        <source>Choose the list</source>
        <translation>सूची चुनें</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>चुनें…</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>चुने हुए</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>ख़ाली करें</translation>
    </message>
    <message>
        <source>Clear it</source>
        <translation>इसे हटाएँ</translation>
    </message>
    <message>
        <source>Click to leave it.</source>
        <translation>छोड़ने के लिए क्लिक करें।</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>क्लाइंट आईडी</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>बंद करें</translation>
    </message>
    <message>
        <source>Close  (Esc). What was sent goes on.</source>
        <translation>बंद करें  (Esc)। जो भेजा गया वह चलता रहता है।</translation>
    </message>
    <message>
        <source>Close all positions…</source>
        <translation>सभी पोज़ीशन बंद करें…</translation>
    </message>
    <message>
        <source>Close the editor without sending  (Esc)</source>
        <translation>बिना भेजे संपादक बंद करें  (Esc)</translation>
    </message>
    <message>
        <source>Close the form</source>
        <translation>फ़ॉर्म बंद करें</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>संदेश बंद करें</translation>
    </message>
    <message>
        <source>Close the position of the selected instrument…</source>
        <translation>चुने हुए इंस्ट्रूमेंट की पोज़ीशन बंद करें…</translation>
    </message>
    <message>
        <source>Close this group of panels</source>
        <translation>पैनलों का यह समूह बंद करें</translation>
    </message>
    <message>
        <source>Colours of gain and loss</source>
        <translation>लाभ और हानि के रंग</translation>
    </message>
    <message>
        <source>Compare prices</source>
        <translation>भावों की तुलना</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>तुलना करें</translation>
    </message>
    <message>
        <source>Compare with a number</source>
        <translation>संख्या से तुलना</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>शर्त</translation>
    </message>
    <message>
        <source>Confirm every order above value</source>
        <translation>इस मूल्य के ऊपर हर ऑर्डर की पुष्टि</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>जुड़ा हुआ</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>जुड़ रहा है</translation>
    </message>
    <message>
        <source>Connection and result of the day at a glance, kill switch, show and hide. Only where the desktop has a tray.</source>
        <translation>कनेक्शन और दिन का परिणाम एक नज़र में, किल स्विच, दिखाना और छिपाना। केवल वहाँ जहाँ डेस्कटॉप में ट्रे हो।</translation>
    </message>
    <message>
        <source>Content of the chosen file</source>
        <translation>चुनी हुई फ़ाइल की सामग्री</translation>
    </message>
    <message>
        <source>Convert</source>
        <translation>बदलें</translation>
    </message>
    <message>
        <source>Converting…</source>
        <translation>बदला जा रहा है…</translation>
    </message>
    <message>
        <source>Convert…</source>
        <translation>बदलें…</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>कॉपी हुआ</translation>
    </message>
    <message>
        <source>Copies the lines shown, whole, without secrets.</source>
        <translation>दिख रही पंक्तियाँ पूरी कॉपी करता है, गुप्त बातों के बिना।</translation>
    </message>
    <message>
        <source>Copies the report without tokens, secrets or codes.</source>
        <translation>टोकन, गुप्त बातों और कोड के बिना रिपोर्ट कॉपी करता है।</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>कॉपी</translation>
    </message>
    <message>
        <source>Copy all rows of the table that has the focus, for a spreadsheet.</source>
        <translation>जिस तालिका पर फ़ोकस है उसकी सारी पंक्तियाँ स्प्रेडशीट के लिए कॉपी करें।</translation>
    </message>
    <message>
        <source>Copy as a table</source>
        <translation>तालिका के रूप में कॉपी</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>कोड कॉपी करें</translation>
    </message>
    <message>
        <source>Copy its address</source>
        <translation>इसका पता कॉपी करें</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>रिपोर्ट कॉपी करें</translation>
    </message>
    <message>
        <source>Copy shown</source>
        <translation>दिखा हुआ कॉपी करें</translation>
    </message>
    <message>
        <source>Copy the last 200 log lines</source>
        <translation>लॉग की अंतिम 200 पंक्तियाँ कॉपी करें</translation>
    </message>
    <message>
        <source>Copy the timeline as text</source>
        <translation>समयक्रम पाठ के रूप में कॉपी करें</translation>
    </message>
    <message>
        <source>Copy this table</source>
        <translation>यह तालिका कॉपी करें</translation>
    </message>
    <message>
        <source>Copy to list</source>
        <translation>सूची में कॉपी करें</translation>
    </message>
    <message>
        <source>Cost ₹</source>
        <translation>लागत ₹</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>गिनती</translation>
    </message>
    <message>
        <source>Counts and health of the journals, no orders</source>
        <translation>बहियों की गिनती और हालत, कोई ऑर्डर नहीं</translation>
    </message>
    <message>
        <source>Coverage calendar</source>
        <translation>उपलब्धता कैलेंडर</translation>
    </message>
    <message>
        <source>Create the trigger</source>
        <translation>ट्रिगर बनाएँ</translation>
    </message>
    <message>
        <source>Create this trigger?</source>
        <translation>यह ट्रिगर बनाएँ?</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>बनाया</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>DAY</source>
        <translation>दिन</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>गहरा</translation>
    </message>
    <message>
        <source>Dark or light. Buy is blue and sell is orange-red in both.</source>
        <translation>गहरा या हल्का। दोनों में ख़रीद नीली और बिक्री नारंगी-लाल है।</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>दिन</translation>
    </message>
    <message>
        <source>Day P&amp;L</source>
        <translation>दिन का P&amp;L</translation>
    </message>
    <message>
        <source>Day range</source>
        <translation>दिन का दायरा</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>दिन</translation>
    </message>
    <message>
        <source>Days of series that are done, of all that were asked for</source>
        <translation>माँगे गए सभी में से सीरीज़ के पूरे हुए दिन</translation>
    </message>
    <message>
        <source>Days of series that could not be fetched; the list below says why</source>
        <translation>सीरीज़ के वे दिन जो नहीं मिल सके; नीचे की सूची कारण बताती है</translation>
    </message>
    <message>
        <source>Days that could not be fetched</source>
        <translation>वे दिन जो नहीं मिल सके</translation>
    </message>
    <message>
        <source>Days with bars</source>
        <translation>बार वाले दिन</translation>
    </message>
    <message>
        <source>Days with fewer minutes than the session has</source>
        <translation>वे दिन जिनमें सत्र से कम मिनट हैं</translation>
    </message>
    <message>
        <source>Dealer</source>
        <translation>डीलर</translation>
    </message>
    <message>
        <source>Debug</source>
        <translation>डीबग</translation>
    </message>
    <message>
        <source>Debug is large and slow; use it while looking for a fault.</source>
        <translation>डीबग बड़ा और धीमा है; गड़बड़ी खोजते समय ही चुनें।</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>हटाएँ</translation>
    </message>
    <message>
        <source>Delete at once</source>
        <translation>तुरंत हटाएँ</translation>
    </message>
    <message>
        <source>Delete the selected  (Del)</source>
        <translation>चुना हुआ हटाएँ  (Del)</translation>
    </message>
    <message>
        <source>Delete the selected triggers; 5 s to undo  (Del)</source>
        <translation>चुने हुए ट्रिगर हटाएँ; 5 सेकंड तक वापस ला सकते हैं  (Del)</translation>
    </message>
    <message>
        <source>Delete, with five seconds to undo</source>
        <translation>हटाएँ, पाँच सेकंड तक वापस ला सकते हैं</translation>
    </message>
    <message>
        <source>Delivery with margin funding by the broker</source>
        <translation>ब्रोकर के मार्जिन फ़ंडिंग के साथ डिलीवरी</translation>
    </message>
    <message>
        <source>Delivery: shares go to the demat account</source>
        <translation>डिलीवरी: शेयर डीमैट खाते में जाते हैं</translation>
    </message>
    <message>
        <source>Depth in the row</source>
        <translation>पंक्ति में डेप्थ</translation>
    </message>
    <message>
        <source>Depth panel</source>
        <translation>डेप्थ पैनल</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>डेस्कटॉप</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>विवरण</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>विवरण</translation>
    </message>
    <message>
        <source>Device id</source>
        <translation>डिवाइस आईडी</translation>
    </message>
    <message>
        <source>Diagnostics saved</source>
        <translation>निदान सहेजा गया</translation>
    </message>
    <message>
        <source>Did the browser end on a page that cannot be reached? Copy the whole address of that page and paste it here.</source>
        <translation>क्या ब्राउज़र ऐसे पन्ने पर रुका जो खुल नहीं सकता? उस पन्ने का पूरा पता कॉपी करके यहाँ चिपकाएँ।</translation>
    </message>
    <message>
        <source>Disarm after (minutes without input)</source>
        <translation>इतने मिनट बिना इनपुट के बाद तैयारी हटे</translation>
    </message>
    <message>
        <source>Disarmed because the computer goes to sleep.</source>
        <translation>कंप्यूटर सोने जा रहा है, इसलिए तैयारी हटी।</translation>
    </message>
    <message>
        <source>Disarmed because the network is gone.</source>
        <translation>नेटवर्क नहीं है, इसलिए तैयारी हटी।</translation>
    </message>
    <message>
        <source>Disarmed because the terminal was locked.</source>
        <translation>टर्मिनल लॉक हुआ, इसलिए तैयारी हटी।</translation>
    </message>
    <message>
        <source>Disarmed by the kill switch.</source>
        <translation>किल स्विच ने तैयारी हटाई।</translation>
    </message>
    <message>
        <source>Disarmed, Enter moves to the next field. Exits and cancels never need arming.</source>
        <translation>तैयार न हो तो Enter अगले फ़ील्ड पर जाता है। निकासी और रद्द को तैयारी की ज़रूरत कभी नहीं।</translation>
    </message>
    <message>
        <source>Disclosed quantity</source>
        <translation>प्रकट मात्रा</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>हटाएँ</translation>
    </message>
    <message>
        <source>Dismiss this notice</source>
        <translation>यह सूचना हटाएँ</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>दूरी</translation>
    </message>
    <message>
        <source>Distance from the last price that is never passed.</source>
        <translation>अंतिम भाव से वह दूरी जो कभी पार नहीं होती।</translation>
    </message>
    <message>
        <source>Distance of your price from the last price.</source>
        <translation>आपके भाव की अंतिम भाव से दूरी।</translation>
    </message>
    <message>
        <source>Dividend</source>
        <translation>लाभांश</translation>
    </message>
    <message>
        <source>Done, and how many there are in all</source>
        <translation>पूरे हुए, और कुल कितने हैं</translation>
    </message>
    <message>
        <source>Download after each market close</source>
        <translation>हर बाज़ार बंद के बाद डाउनलोड</translation>
    </message>
    <message>
        <source>Download these series every trading day by itself</source>
        <translation>ये सीरीज़ हर कारोबारी दिन अपने आप डाउनलोड करें</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>डाउनलोड…</translation>
    </message>
    <message>
        <source>Drag to move; Esc puts it back</source>
        <translation>खिसकाने के लिए खींचें; Esc वापस रखता है</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>प्रतिलिपि</translation>
    </message>
    <message>
        <source>Each file holds at most 5 MB. Takes effect at the next start.</source>
        <translation>हर फ़ाइल में अधिक से अधिक 5 MB। अगली शुरुआत से लागू।</translation>
    </message>
    <message>
        <source>Each time</source>
        <translation>हर बार</translation>
    </message>
    <message>
        <source>Earlier  (Page up)</source>
        <translation>पहले  (Page up)</translation>
    </message>
    <message>
        <source>Edit the field; Tab goes on</source>
        <translation>फ़ील्ड बदलें; Tab आगे जाता है</translation>
    </message>
    <message>
        <source>Empty: your user id with _U.</source>
        <translation>ख़ाली: आपकी यूज़र आईडी के साथ _U।</translation>
    </message>
    <message>
        <source>End it; asks first  (Del)</source>
        <translation>समाप्त करें; पहले पूछता है  (Del)</translation>
    </message>
    <message>
        <source>End it; what was fetched stays  (Del)</source>
        <translation>समाप्त करें; जो मिला वह रहता है  (Del)</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>समाप्त</translation>
    </message>
    <message>
        <source>English</source>
        <translation>अंग्रेज़ी</translation>
    </message>
    <message>
        <source>Enter in the order ticket sends only while armed; arming ends by itself.</source>
        <translation>टिकट में Enter केवल तैयार होने पर भेजता है; तैयारी अपने आप समाप्त होती है।</translation>
    </message>
    <message>
        <source>Every order of today</source>
        <translation>आज का हर ऑर्डर</translation>
    </message>
    <message>
        <source>Every panel goes back to where it was at first. Orders, lists and settings stay.</source>
        <translation>हर पैनल वहीं लौटता है जहाँ शुरू में था। ऑर्डर, सूचियाँ और सेटिंग बनी रहती हैं।</translation>
    </message>
    <message>
        <source>Every step of this order  (H)</source>
        <translation>इस ऑर्डर का हर क़दम  (H)</translation>
    </message>
    <message>
        <source>Every stock with futures and options today</source>
        <translation>आज फ़्यूचर और ऑप्शन वाला हर शेयर</translation>
    </message>
    <message>
        <source>Every trigger of the last days</source>
        <translation>पिछले दिनों का हर ट्रिगर</translation>
    </message>
    <message>
        <source>Executions of one order together</source>
        <translation>एक ऑर्डर के सौदे साथ में</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>निकलें</translation>
    </message>
    <message>
        <source>Exit all</source>
        <translation>सबसे निकलें</translation>
    </message>
    <message>
        <source>Exit every open position shown; shows the orders first</source>
        <translation>दिख रही हर खुली पोज़ीशन से निकलें; पहले ऑर्डर दिखाता है</translation>
    </message>
    <message>
        <source>Exit orders sent</source>
        <translation>निकासी ऑर्डर भेजे गए</translation>
    </message>
    <message>
        <source>Exit the ticked positions, or the selected ones; shows the orders first</source>
        <translation>चुनी हुई पोज़ीशन से निकलें; पहले ऑर्डर दिखाता है</translation>
    </message>
    <message>
        <source>Exit ticket, filled and not sent</source>
        <translation>निकासी टिकट, भरा हुआ पर भेजा नहीं</translation>
    </message>
    <message>
        <source>Exit…</source>
        <translation>निकलें…</translation>
    </message>
    <message>
        <source>Expected price</source>
        <translation>अनुमानित भाव</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>समाप्ति</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>CSV में निर्यात…</translation>
    </message>
    <message>
        <source>Export as JSON…</source>
        <translation>JSON में निर्यात…</translation>
    </message>
    <message>
        <source>Export bars</source>
        <translation>बार निर्यात करें</translation>
    </message>
    <message>
        <source>Export settings…</source>
        <translation>सेटिंग निर्यात करें…</translation>
    </message>
    <message>
        <source>Export this table…</source>
        <translation>यह तालिका निर्यात करें…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>निर्यात…</translation>
    </message>
    <message>
        <source>Facts of the instrument</source>
        <translation>इंस्ट्रूमेंट के तथ्य</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>विफल</translation>
    </message>
    <message>
        <source>Feed {age}</source>
        <translation>फ़ीड {age}</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>फ़ील्ड</translation>
    </message>
    <message>
        <source>Files kept</source>
        <translation>रखी गई फ़ाइलें</translation>
    </message>
    <message>
        <source>Files, ticked if they will be saved</source>
        <translation>फ़ाइलें, जिन पर निशान है वे सहेजी जाएँगी</translation>
    </message>
    <message>
        <source>Fill a ticket like this order  (R)</source>
        <translation>इस ऑर्डर जैसा टिकट भरें  (R)</translation>
    </message>
    <message>
        <source>Fill at your price or better, or wait</source>
        <translation>आपके भाव पर या बेहतर पर भरे, नहीं तो रुके</translation>
    </message>
    <message>
        <source>Fill gaps…</source>
        <translation>कमी भरें…</translation>
    </message>
    <message>
        <source>Fill in the download form, then press “After close” there</source>
        <translation>डाउनलोड फ़ॉर्म भरें, फिर वहाँ “हर बंद के बाद” दबाएँ</translation>
    </message>
    <message>
        <source>Fill now at the best prices on offer, inside the protection band</source>
        <translation>सुरक्षा दायरे के भीतर मौजूद सबसे अच्छे भाव पर अभी भरे</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>भरे</translation>
    </message>
    <message>
        <source>Filled / qty</source>
        <translation>भरा / मात्रा</translation>
    </message>
    <message>
        <source>Filled {count}</source>
        <translation>{count} भरा</translation>
    </message>
    <message>
        <source>Filled {count} @ {price}</source>
        <translation>{count} भरा @ {price}</translation>
    </message>
    <message>
        <source>Filled {count} at {price}</source>
        <translation>{count} भरा, भाव {price}</translation>
    </message>
    <message>
        <source>Fills at once what it can; the rest is cancelled</source>
        <translation>जितना हो सके तुरंत भरे; बाकी रद्द</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>छाँटें</translation>
    </message>
    <message>
        <source>Filter  ( / )</source>
        <translation>छाँटें  ( / )</translation>
    </message>
    <message>
        <source>Filter series</source>
        <translation>सीरीज़ छाँटें</translation>
    </message>
    <message>
        <source>Filter what is held</source>
        <translation>रखा हुआ छाँटें</translation>
    </message>
    <message>
        <source>Filter what was not fetched</source>
        <translation>जो नहीं मिला उसे छाँटें</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>पूरा करें</translation>
    </message>
    <message>
        <source>Fired</source>
        <translation>बजा</translation>
    </message>
    <message>
        <source>Fired at</source>
        <translation>कब बजा</translation>
    </message>
    <message>
        <source>Fires</source>
        <translation>बजता है</translation>
    </message>
    <message>
        <source>Fires when it is</source>
        <translation>तब बजे जब यह हो</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>पहले क़दम</translation>
    </message>
    <message>
        <source>First steps…</source>
        <translation>पहले क़दम…</translation>
    </message>
    <message>
        <source>Flip the side  (Ctrl+T, or Space on the header)</source>
        <translation>पक्ष बदलें  (Ctrl+T, या शीर्ष पर Space)</translation>
    </message>
    <message>
        <source>Float or dock the panel</source>
        <translation>पैनल को अलग करें या जोड़ें</translation>
    </message>
    <message>
        <source>Float this group of panels (Ctrl+M floats one)</source>
        <translation>पैनलों का यह समूह अलग करें (Ctrl+M एक को)</translation>
    </message>
    <message>
        <source>Folio</source>
        <translation>फ़ोलियो</translation>
    </message>
    <message>
        <source>For seconds</source>
        <translation>सेकंड तक</translation>
    </message>
    <message>
        <source>Forget what is saved</source>
        <translation>सहेजा हुआ भूल जाएँ</translation>
    </message>
    <message>
        <source>Forgotten: nothing of this login is saved any more.</source>
        <translation>भुला दिया: इस लॉग-इन का अब कुछ भी सहेजा नहीं है।</translation>
    </message>
    <message>
        <source>From</source>
        <translation>से</translation>
    </message>
    <message>
        <source>From last</source>
        <translation>अंतिम से</translation>
    </message>
    <message>
        <source>From the broker&apos;s portal (Profile, API Key). Empty: your user id followed by _U.</source>
        <translation>ब्रोकर के पोर्टल से (Profile, API Key)। ख़ाली: आपकी यूज़र आईडी और उसके बाद _U।</translation>
    </message>
    <message>
        <source>From the broker&apos;s portal.</source>
        <translation>ब्रोकर के पोर्टल से।</translation>
    </message>
    <message>
        <source>From the same page. It goes out as a checksum only.</source>
        <translation>उसी पन्ने से। केवल चेकसम के रूप में भेजा जाता है।</translation>
    </message>
    <message>
        <source>From the same page. Used once at each login.</source>
        <translation>उसी पन्ने से। हर लॉग-इन में एक बार काम आता है।</translation>
    </message>
    <message>
        <source>From your app at developers.kite.trade.</source>
        <translation>developers.kite.trade पर आपके ऐप से।</translation>
    </message>
    <message>
        <source>From your average price to the last, in your favour</source>
        <translation>आपके औसत भाव से अंतिम भाव तक, आपके पक्ष में</translation>
    </message>
    <message>
        <source>From your click to the broker&apos;s reply, for the last order.</source>
        <translation>आपके क्लिक से ब्रोकर के जवाब तक, अंतिम ऑर्डर का।</translation>
    </message>
    <message>
        <source>From {file}.</source>
        <translation>{file} से।</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>पूरी स्क्रीन</translation>
    </message>
    <message>
        <source>Fund</source>
        <translation>फ़ंड</translation>
    </message>
    <message>
        <source>Fund house</source>
        <translation>फ़ंड हाउस</translation>
    </message>
    <message>
        <source>Funds</source>
        <translation>फ़ंड</translation>
    </message>
    <message>
        <source>Funds of each account</source>
        <translation>हर खाते के फ़ंड</translation>
    </message>
    <message>
        <source>GTT</source>
        <translation>GTT</translation>
    </message>
    <message>
        <source>GTT editor</source>
        <translation>GTT संपादक</translation>
    </message>
    <message>
        <source>GTT…</source>
        <translation>GTT…</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>लाभ</translation>
    </message>
    <message>
        <source>Gain as a share of what was invested</source>
        <translation>निवेश के अनुपात में लाभ</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>आगे बढ़ें</translation>
    </message>
    <message>
        <source>Go on with whatever is missing  (Space)</source>
        <translation>जो बाकी है उसके साथ आगे बढ़ें  (Space)</translation>
    </message>
    <message>
        <source>Go to now</source>
        <translation>अभी पर जाएँ</translation>
    </message>
    <message>
        <source>Go to the newest bar</source>
        <translation>सबसे नए बार पर जाएँ</translation>
    </message>
    <message>
        <source>Go to the newest bar (End)</source>
        <translation>सबसे नए बार पर जाएँ (End)</translation>
    </message>
    <message>
        <source>Go to {panel}</source>
        <translation>{panel} पर जाएँ</translation>
    </message>
    <message>
        <source>Green and red</source>
        <translation>हरा और लाल</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>समूह</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>सहायता</translation>
    </message>
    <message>
        <source>Hide the window</source>
        <translation>विंडो छिपाएँ</translation>
    </message>
    <message>
        <source>Hides accounts and prices and takes no orders until the PIN is typed.</source>
        <translation>PIN लिखे जाने तक खाते और भाव छिपाता है और कोई ऑर्डर नहीं लेता।</translation>
    </message>
    <message>
        <source>Hides accounts and prices and takes no orders until the PIN is typed; cancel, close and the kill switch work all the time. 0 never locks by itself.</source>
        <translation>PIN लिखे जाने तक खाते और भाव छिपाता है और कोई ऑर्डर नहीं लेता; रद्द, बंद और किल स्विच हर समय चलते हैं। 0: अपने आप कभी लॉक नहीं।</translation>
    </message>
    <message>
        <source>High</source>
        <translation>उच्च</translation>
    </message>
    <message>
        <source>History</source>
        <translation>इतिहास</translation>
    </message>
    <message>
        <source>History data</source>
        <translation>पुराना डेटा</translation>
    </message>
    <message>
        <source>Hold for 0.6 s (or hold F12): blocks new orders and cancels all open ones at every account. Exits still work.</source>
        <translation>0.6 सेकंड दबाए रखें (या F12): हर खाते में नए ऑर्डर रुकते हैं और सभी खुले रद्द होते हैं। निकासी फिर भी चलती है।</translation>
    </message>
    <message>
        <source>Holdings</source>
        <translation>होल्डिंग</translation>
    </message>
    <message>
        <source>Holdings appear here once an account is logged in.</source>
        <translation>खाते में लॉग-इन होने पर होल्डिंग यहाँ दिखती है।</translation>
    </message>
    <message>
        <source>Holdings, funds, orders, SIPs</source>
        <translation>होल्डिंग, फ़ंड, ऑर्डर, SIP</translation>
    </message>
    <message>
        <source>Hold…</source>
        <translation>दबाए रखें…</translation>
    </message>
    <message>
        <source>How brokers are reached. Takes effect at the next log-in.</source>
        <translation>ब्रोकर तक कैसे पहुँचें। अगले लॉग-इन से लागू।</translation>
    </message>
    <message>
        <source>How far it must move to the level: percent of a price, else in its own units</source>
        <translation>स्तर तक कितना चलना बाकी है: भाव का प्रतिशत, नहीं तो अपनी इकाई में</translation>
    </message>
    <message>
        <source>How far the price has to move to the nearest trigger</source>
        <translation>सबसे पास के ट्रिगर तक भाव को कितना चलना है</translation>
    </message>
    <message>
        <source>How it looks. Applies at once.</source>
        <translation>कैसा दिखे। तुरंत लागू।</translation>
    </message>
    <message>
        <source>How long a notice lies over the window. Errors stay twice as long; all are in the log.</source>
        <translation>सूचना विंडो पर कितनी देर रहे। त्रुटियाँ दुगुनी देर; सब लॉग में रहती हैं।</translation>
    </message>
    <message>
        <source>How long it still takes at the present rate</source>
        <translation>इस गति से और कितना समय लगेगा</translation>
    </message>
    <message>
        <source>How many may be offered in today&apos;s exchange auction, and its number</source>
        <translation>आज की एक्सचेंज नीलामी में कितने दिए जा सकते हैं, और उसकी संख्या</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>कितनी बार</translation>
    </message>
    <message>
        <source>How often it has fired</source>
        <translation>कितनी बार बजा</translation>
    </message>
    <message>
        <source>How should it look?</source>
        <translation>यह कैसा दिखे?</translation>
    </message>
    <message>
        <source>How the last run ended</source>
        <translation>पिछली बार कैसे समाप्त हुआ</translation>
    </message>
    <message>
        <source>I forgot the PIN…</source>
        <translation>मैं PIN भूल गया…</translation>
    </message>
    <message>
        <source>IOC</source>
        <translation>IOC</translation>
    </message>
    <message>
        <source>ISIN</source>
        <translation>ISIN</translation>
    </message>
    <message>
        <source>Iceberg legs</source>
        <translation>आइसबर्ग हिस्से</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>ट्रे में आइकन</translation>
    </message>
    <message>
        <source>If given, the current six-digit code is shown for the login page.</source>
        <translation>दिया हो तो लॉग-इन पन्ने के लिए इस समय का छह अंकों का कोड दिखता है।</translation>
    </message>
    <message>
        <source>If given, the six-digit code is made from it.</source>
        <translation>दिया हो तो छह अंकों का कोड इसी से बनता है।</translation>
    </message>
    <message>
        <source>Import a basket…</source>
        <translation>बास्केट आयात करें…</translation>
    </message>
    <message>
        <source>Import nothing</source>
        <translation>कुछ आयात न करें</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>सेटिंग आयात करें</translation>
    </message>
    <message>
        <source>Import settings…</source>
        <translation>सेटिंग आयात करें…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>आयात…</translation>
    </message>
    <message>
        <source>In any list</source>
        <translation>किसी भी सूची में</translation>
    </message>
    <message>
        <source>In the auction</source>
        <translation>नीलामी में</translation>
    </message>
    <message>
        <source>Indian Standard Time.</source>
        <translation>भारतीय मानक समय।</translation>
    </message>
    <message>
        <source>Indices too</source>
        <translation>इंडेक्स भी</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>सूचना</translation>
    </message>
    <message>
        <source>Instalments</source>
        <translation>किस्तें</translation>
    </message>
    <message>
        <source>Instrument</source>
        <translation>इंस्ट्रूमेंट</translation>
    </message>
    <message>
        <source>Interval in minutes; 60, 1h, 1d</source>
        <translation>अंतराल मिनटों में; 60, 1h, 1d</translation>
    </message>
    <message>
        <source>Interval of the chart</source>
        <translation>चार्ट का अंतराल</translation>
    </message>
    <message>
        <source>Intervals</source>
        <translation>अंतराल</translation>
    </message>
    <message>
        <source>Intraday: squared off by the broker before the close</source>
        <translation>इंट्राडे: बंद होने से पहले ब्रोकर बराबर कर देता है</translation>
    </message>
    <message>
        <source>Invested</source>
        <translation>निवेश</translation>
    </message>
    <message>
        <source>It fires again after the condition was false</source>
        <translation>शर्त टूटने के बाद फिर बजता है</translation>
    </message>
    <message>
        <source>It goes out as its hash, and is not kept.</source>
        <translation>इसका केवल हैश जाता है, और यह रखा नहीं जाता।</translation>
    </message>
    <message>
        <source>It had begun {begun}.</source>
        <translation>वह {begun} को शुरू हुआ था।</translation>
    </message>
    <message>
        <source>It had begun {begun}; its last sign of life was at {alive}.</source>
        <translation>वह {begun} को शुरू हुआ था; जीवन का अंतिम संकेत {alive} पर मिला।</translation>
    </message>
    <message>
        <source>It is not known whether this was converted: look at the positions before you send it again.</source>
        <translation>पता नहीं कि यह बदला या नहीं: दोबारा भेजने से पहले पोज़ीशन देखें।</translation>
    </message>
    <message>
        <source>It switches itself off when it has fired</source>
        <translation>बजने के बाद अपने आप बंद हो जाता है</translation>
    </message>
    <message>
        <source>It was started once more, in safe mode: choose “Restart in safe mode” in the menu, Help.</source>
        <translation>इसे सुरक्षित मोड में एक बार और शुरू किया गया: मेनू, सहायता में “सुरक्षित मोड में फिर शुरू करें” चुनें।</translation>
    </message>
    <message>
        <source>It was written by version {version}. All others, accounts and passwords stay as they are.</source>
        <translation>इसे संस्करण {version} ने लिखा। बाकी सब, खाते और पासवर्ड वैसे ही रहते हैं।</translation>
    </message>
    <message>
        <source>It will place a buy order</source>
        <translation>यह ख़रीद ऑर्डर लगाएगा</translation>
    </message>
    <message>
        <source>It will place a sell order</source>
        <translation>यह बिक्री ऑर्डर लगाएगा</translation>
    </message>
    <message>
        <source>KILL</source>
        <translation>किल</translation>
    </message>
    <message>
        <source>Keep it: nothing has been sent yet  (Ctrl+Z)</source>
        <translation>रहने दें: अभी कुछ नहीं भेजा गया  (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>रहने दें</translation>
    </message>
    <message>
        <source>Keep this PIN</source>
        <translation>यही PIN रखें</translation>
    </message>
    <message>
        <source>Key map</source>
        <translation>कुंजी-विन्यास</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>कुंजियाँ</translation>
    </message>
    <message>
        <source>Kill switch</source>
        <translation>किल स्विच</translation>
    </message>
    <message>
        <source>Kill switch (hold 0.6 s)</source>
        <translation>किल स्विच (0.6 सेकंड दबाएँ)</translation>
    </message>
    <message>
        <source>Kill switch, engaged</source>
        <translation>किल स्विच, चालू</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>प्रकार</translation>
    </message>
    <message>
        <source>LIMIT</source>
        <translation>LIMIT</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>लाइव</translation>
    </message>
    <message>
        <source>LIVE and PRACTICE accounts are open side by side  ·  check the account of every order</source>
        <translation>लाइव और अभ्यास खाते साथ-साथ खुले हैं  ·  हर ऑर्डर का खाता देख लें</translation>
    </message>
    <message>
        <source>LTP</source>
        <translation>LTP</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>भाषा</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>अंतिम</translation>
    </message>
    <message>
        <source>Last on</source>
        <translation>अंतिम बार</translation>
    </message>
    <message>
        <source>Last order</source>
        <translation>अंतिम ऑर्डर</translation>
    </message>
    <message>
        <source>Last order {time}</source>
        <translation>अंतिम ऑर्डर {time}</translation>
    </message>
    <message>
        <source>Last qty</source>
        <translation>अंतिम मात्रा</translation>
    </message>
    <message>
        <source>Last trade</source>
        <translation>अंतिम सौदा</translation>
    </message>
    <message>
        <source>Last traded price</source>
        <translation>अंतिम सौदे का भाव</translation>
    </message>
    <message>
        <source>Last traded price; grey where the feed is not live</source>
        <translation>अंतिम सौदे का भाव; फ़ीड लाइव न हो तो धूसर</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>बाद में</translation>
    </message>
    <message>
        <source>Later  (Page down)</source>
        <translation>बाद में  (Page down)</translation>
    </message>
    <message>
        <source>Leave empty for the key that the broker publishes for everybody.</source>
        <translation>ब्रोकर की सबके लिए प्रकाशित कुंजी के लिए ख़ाली छोड़ें।</translation>
    </message>
    <message>
        <source>Leave it from the top bar.</source>
        <translation>इसे ऊपरी पट्टी से छोड़ें।</translation>
    </message>
    <message>
        <source>Leave safe mode?</source>
        <translation>सुरक्षित मोड छोड़ें?</translation>
    </message>
    <message>
        <source>Leave safe mode…</source>
        <translation>सुरक्षित मोड छोड़ें…</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>शेष</translation>
    </message>
    <message>
        <source>Let everything shown be sold today, in one go in your browser</source>
        <translation>दिख रहा सब आज बेचने की अनुमति दें, एक बार में अपने ब्राउज़र में</translation>
    </message>
    <message>
        <source>Let the selected shares be sold today: opens the depository&apos;s page in your browser</source>
        <translation>चुने हुए शेयर आज बेचने की अनुमति दें: डिपॉज़िटरी का पन्ना ब्राउज़र में खुलता है</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>स्तर</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>हल्का</translation>
    </message>
    <message>
        <source>Limits of orders</source>
        <translation>ऑर्डर की सीमाएँ</translation>
    </message>
    <message>
        <source>Limits on orders that open or grow a position; cancels and exits always pass. Empty: no limit.</source>
        <translation>पोज़ीशन खोलने या बढ़ाने वाले ऑर्डर की सीमाएँ; रद्द और निकासी हमेशा जाती है। ख़ाली: कोई सीमा नहीं।</translation>
    </message>
    <message>
        <source>Lines that could not be read</source>
        <translation>जो पंक्तियाँ पढ़ी नहीं जा सकीं</translation>
    </message>
    <message>
        <source>List the tabs</source>
        <translation>टैब की सूची</translation>
    </message>
    <message>
        <source>Lock after (minutes without input)</source>
        <translation>इतने मिनट बिना इनपुट के बाद लॉक</translation>
    </message>
    <message>
        <source>Lock the terminal</source>
        <translation>टर्मिनल लॉक करें</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>लॉक है</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>लॉग</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>लॉग-इन</translation>
    </message>
    <message>
        <source>Log in again</source>
        <translation>फिर से लॉग-इन करें</translation>
    </message>
    <message>
        <source>Log in again…</source>
        <translation>फिर से लॉग-इन करें…</translation>
    </message>
    <message>
        <source>Log in in the browser</source>
        <translation>ब्राउज़र में लॉग-इन</translation>
    </message>
    <message>
        <source>Log in on the page that has just opened. This window goes on by itself.</source>
        <translation>अभी खुले पन्ने पर लॉग-इन करें। यह विंडो अपने आप आगे बढ़ती है।</translation>
    </message>
    <message>
        <source>Log in to a broker, or start practising without real money.</source>
        <translation>ब्रोकर में लॉग-इन करें, या बिना असली पैसे के अभ्यास शुरू करें।</translation>
    </message>
    <message>
        <source>Log in to an account</source>
        <translation>खाते में लॉग-इन करें</translation>
    </message>
    <message>
        <source>Log in to an account…</source>
        <translation>खाते में लॉग-इन करें…</translation>
    </message>
    <message>
        <source>Log in to see cash and margins.</source>
        <translation>नकद और मार्जिन देखने के लिए लॉग-इन करें।</translation>
    </message>
    <message>
        <source>Log in to see what today&apos;s orders have cost.</source>
        <translation>आज के ऑर्डर की लागत देखने के लिए लॉग-इन करें।</translation>
    </message>
    <message>
        <source>Log in to {broker}</source>
        <translation>{broker} में लॉग-इन</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>लॉग-आउट</translation>
    </message>
    <message>
        <source>Log out and unlock</source>
        <translation>लॉग-आउट करके खोलें</translation>
    </message>
    <message>
        <source>Log, the newest lines</source>
        <translation>लॉग, सबसे नई पंक्तियाँ</translation>
    </message>
    <message>
        <source>Log-in did not work</source>
        <translation>लॉग-इन नहीं हुआ</translation>
    </message>
    <message>
        <source>Logging in…</source>
        <translation>लॉग-इन हो रहा है…</translation>
    </message>
    <message>
        <source>Logging out failed</source>
        <translation>लॉग-आउट नहीं हुआ</translation>
    </message>
    <message>
        <source>Logs, versions and settings as one file, with a look inside first.</source>
        <translation>लॉग, संस्करण और सेटिंग एक फ़ाइल में, पहले भीतर देखकर।</translation>
    </message>
    <message>
        <source>Look for newer versions once a day</source>
        <translation>दिन में एक बार नए संस्करण देखें</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>हानि</translation>
    </message>
    <message>
        <source>Lots</source>
        <translation>लॉट</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>निम्न</translation>
    </message>
    <message>
        <source>Low to high of the day; the mark is the last price, the notch the open</source>
        <translation>दिन का निम्न से उच्च; निशान अंतिम भाव, खाँचा खुला भाव</translation>
    </message>
    <message>
        <source>Lower limit</source>
        <translation>निचली सीमा</translation>
    </message>
    <message>
        <source>MARKET</source>
        <translation>MARKET</translation>
    </message>
    <message>
        <source>Make the alert</source>
        <translation>अलर्ट बनाएँ</translation>
    </message>
    <message>
        <source>Make this alert?</source>
        <translation>यह अलर्ट बनाएँ?</translation>
    </message>
    <message>
        <source>Make this group small</source>
        <translation>इस समूह को छोटा करें</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>मार्जिन</translation>
    </message>
    <message>
        <source>Margin and charges of the basket</source>
        <translation>बास्केट का मार्जिन और शुल्क</translation>
    </message>
    <message>
        <source>Margin, available funds and charges</source>
        <translation>मार्जिन, उपलब्ध फ़ंड और शुल्क</translation>
    </message>
    <message>
        <source>Margin: asking the broker…</source>
        <translation>मार्जिन: ब्रोकर से पूछा जा रहा है…</translation>
    </message>
    <message>
        <source>Market depth</source>
        <translation>बाज़ार गहराई</translation>
    </message>
    <message>
        <source>Market protection %</source>
        <translation>बाज़ार सुरक्षा %</translation>
    </message>
    <message>
        <source>Market, limit, SL, SL-M</source>
        <translation>Market, limit, SL, SL-M</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>अर्थ</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>मेनू</translation>
    </message>
    <message>
        <source>Menu, Help, “Check for updates” shows what is new and offers the file.</source>
        <translation>मेनू, सहायता, “अपडेट देखें” बताता है कि नया क्या है और फ़ाइल देता है।</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>संदेश</translation>
    </message>
    <message>
        <source>Min. more</source>
        <translation>न्यूनतम और</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>न्यूनतम</translation>
    </message>
    <message>
        <source>Modify</source>
        <translation>बदलें</translation>
    </message>
    <message>
        <source>Modify the order</source>
        <translation>ऑर्डर बदलें</translation>
    </message>
    <message>
        <source>More about this basket</source>
        <translation>इस बास्केट के बारे में और</translation>
    </message>
    <message>
        <source>Move the leg</source>
        <translation>हिस्सा खिसकाएँ</translation>
    </message>
    <message>
        <source>Move the position to another product</source>
        <translation>पोज़ीशन को दूसरे प्रोडक्ट में बदलें</translation>
    </message>
    <message>
        <source>Move the row</source>
        <translation>पंक्ति खिसकाएँ</translation>
    </message>
    <message>
        <source>Move; with Ctrl faster</source>
        <translation>खिसकाएँ; Ctrl के साथ तेज़</translation>
    </message>
    <message>
        <source>Multiple</source>
        <translation>गुणज</translation>
    </message>
    <message>
        <source>Mutual funds</source>
        <translation>म्यूचुअल फ़ंड</translation>
    </message>
    <message>
        <source>NAV</source>
        <translation>NAV</translation>
    </message>
    <message>
        <source>NAV of</source>
        <translation>NAV तिथि</translation>
    </message>
    <message>
        <source>NIFTY 50, NIFTY BANK and the others that have futures and options</source>
        <translation>NIFTY 50, NIFTY BANK और फ़्यूचर तथा ऑप्शन वाले अन्य</translation>
    </message>
    <message>
        <source>NOT LOGGED IN</source>
        <translation>लॉग-इन नहीं</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>नाम</translation>
    </message>
    <message>
        <source>Name of the basket</source>
        <translation>बास्केट का नाम</translation>
    </message>
    <message>
        <source>Name of this list</source>
        <translation>इस सूची का नाम</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>शुद्ध</translation>
    </message>
    <message>
        <source>Net P&amp;L</source>
        <translation>शुद्ध P&amp;L</translation>
    </message>
    <message>
        <source>Net day P&amp;L</source>
        <translation>दिन का शुद्ध P&amp;L</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>नेटवर्क</translation>
    </message>
    <message>
        <source>Never above orders a day</source>
        <translation>दिन में इतने ऑर्डर से ऊपर कभी नहीं</translation>
    </message>
    <message>
        <source>Never above quantity</source>
        <translation>इस मात्रा से ऊपर कभी नहीं</translation>
    </message>
    <message>
        <source>Never above quantity a day</source>
        <translation>दिन की इस मात्रा से ऊपर कभी नहीं</translation>
    </message>
    <message>
        <source>Never above value</source>
        <translation>इस मूल्य से ऊपर कभी नहीं</translation>
    </message>
    <message>
        <source>Never above value a day</source>
        <translation>दिन के इस मूल्य से ऊपर कभी नहीं</translation>
    </message>
    <message>
        <source>Never off the market by %</source>
        <translation>बाज़ार से इतने % दूर कभी नहीं</translation>
    </message>
    <message>
        <source>Never off the market by %, options</source>
        <translation>बाज़ार से इतने % दूर कभी नहीं, ऑप्शन</translation>
    </message>
    <message>
        <source>New</source>
        <translation>नया</translation>
    </message>
    <message>
        <source>New GTT</source>
        <translation>नया GTT</translation>
    </message>
    <message>
        <source>New SIP</source>
        <translation>नया SIP</translation>
    </message>
    <message>
        <source>New alert</source>
        <translation>नया अलर्ट</translation>
    </message>
    <message>
        <source>New alert, in any list or book</source>
        <translation>नया अलर्ट, किसी भी सूची या बही में</translation>
    </message>
    <message>
        <source>New basket</source>
        <translation>नई बास्केट</translation>
    </message>
    <message>
        <source>New one like this</source>
        <translation>ऐसा ही एक नया</translation>
    </message>
    <message>
        <source>New one, in any list or book</source>
        <translation>नया, किसी भी सूची या बही में</translation>
    </message>
    <message>
        <source>New orders are blocked</source>
        <translation>नए ऑर्डर रुके हैं</translation>
    </message>
    <message>
        <source>New orders are blocked at every account. Cancels and exits work. Click to unlock.</source>
        <translation>हर खाते में नए ऑर्डर रुके हैं। रद्द और निकासी चलती है। खोलने के लिए क्लिक करें।</translation>
    </message>
    <message>
        <source>Newer versions of this program. It never replaces itself; it only tells and offers the file.</source>
        <translation>इस प्रोग्राम के नए संस्करण। यह स्वयं को कभी नहीं बदलता; केवल बताता और फ़ाइल देता है।</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>आगे</translation>
    </message>
    <message>
        <source>Next field; armed: send</source>
        <translation>अगला फ़ील्ड; तैयार हो तो भेजें</translation>
    </message>
    <message>
        <source>Next on</source>
        <translation>अगली तिथि</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>अगला पैनल</translation>
    </message>
    <message>
        <source>No account that is logged in takes GTT orders.</source>
        <translation>लॉग-इन किया कोई खाता GTT ऑर्डर नहीं लेता।</translation>
    </message>
    <message>
        <source>No alert matches the filter.</source>
        <translation>कोई अलर्ट छँटाई से मेल नहीं खाता।</translation>
    </message>
    <message>
        <source>No answer came, so it is not known whether this was placed. The broker&apos;s list is being read; nothing is sent twice.</source>
        <translation>जवाब नहीं आया, इसलिए पता नहीं कि यह लगा या नहीं। ब्रोकर की सूची पढ़ी जा रही है; कुछ भी दो बार नहीं भेजा जाता।</translation>
    </message>
    <message>
        <source>No firing matches the filter.</source>
        <translation>कोई घटना छँटाई से मेल नहीं खाती।</translation>
    </message>
    <message>
        <source>No holding matches the filter.</source>
        <translation>कोई होल्डिंग छँटाई से मेल नहीं खाती।</translation>
    </message>
    <message>
        <source>No holdings.
Shares bought with the product CNC show up here the next day.</source>
        <translation>कोई होल्डिंग नहीं।
CNC प्रोडक्ट से ख़रीदे शेयर अगले दिन यहाँ दिखते हैं।</translation>
    </message>
    <message>
        <source>No instrument is selected.
Select one in the watchlist, or press Ctrl+K to search: its chart appears here.</source>
        <translation>कोई इंस्ट्रूमेंट नहीं चुना।
वॉचलिस्ट में चुनें, या खोजने के लिए Ctrl+K दबाएँ: उसका चार्ट यहाँ दिखेगा।</translation>
    </message>
    <message>
        <source>No instrument is selected.
Select one in the watchlist, or press Ctrl+K to search: its order book appears here.</source>
        <translation>कोई इंस्ट्रूमेंट नहीं चुना।
वॉचलिस्ट में चुनें, या खोजने के लिए Ctrl+K दबाएँ: उसकी ऑर्डर बुक यहाँ दिखेगी।</translation>
    </message>
    <message>
        <source>No instrument yet.
Select one in the watchlist, or press Ctrl+K to search.</source>
        <translation>अभी कोई इंस्ट्रूमेंट नहीं।
वॉचलिस्ट में चुनें, या खोजने के लिए Ctrl+K दबाएँ।</translation>
    </message>
    <message>
        <source>No lock on this system</source>
        <translation>इस सिस्टम पर लॉक नहीं</translation>
    </message>
    <message>
        <source>No new notices</source>
        <translation>कोई नई सूचना नहीं</translation>
    </message>
    <message>
        <source>No newer version</source>
        <translation>कोई नया संस्करण नहीं</translation>
    </message>
    <message>
        <source>No open positions.
An order that fills shows up here at once.</source>
        <translation>कोई खुली पोज़ीशन नहीं।
भरा हुआ ऑर्डर तुरंत यहाँ दिखता है।</translation>
    </message>
    <message>
        <source>No order matches.</source>
        <translation>कोई ऑर्डर मेल नहीं खाता।</translation>
    </message>
    <message>
        <source>No order was executed today.
What one costs shows up here a moment after its fill.</source>
        <translation>आज कोई ऑर्डर पूरा नहीं हुआ।
भरने के क्षण भर बाद उसकी लागत यहाँ दिखती है।</translation>
    </message>
    <message>
        <source>No order was on the way.</source>
        <translation>कोई ऑर्डर रास्ते में नहीं था।</translation>
    </message>
    <message>
        <source>No orders today.
Select an instrument and press B to buy or S to sell.</source>
        <translation>आज कोई ऑर्डर नहीं।
इंस्ट्रूमेंट चुनें और ख़रीदने के लिए B या बेचने के लिए S दबाएँ।</translation>
    </message>
    <message>
        <source>No page has all of these words.</source>
        <translation>किसी पन्ने में ये सारे शब्द नहीं हैं।</translation>
    </message>
    <message>
        <source>No position matches the filter.</source>
        <translation>कोई पोज़ीशन छँटाई से मेल नहीं खाती।</translation>
    </message>
    <message>
        <source>No reply yet; checking with the broker. Do not send it again.</source>
        <translation>अभी जवाब नहीं; ब्रोकर से जाँच हो रही है। दोबारा न भेजें।</translation>
    </message>
    <message>
        <source>No setting is called that.</source>
        <translation>इस नाम की कोई सेटिंग नहीं।</translation>
    </message>
    <message>
        <source>No trade matches the filter.</source>
        <translation>कोई सौदा छँटाई से मेल नहीं खाता।</translation>
    </message>
    <message>
        <source>No trades today.
Every execution shows up here.</source>
        <translation>आज कोई सौदा नहीं।
हर सौदा यहाँ दिखता है।</translation>
    </message>
    <message>
        <source>No trigger matches.</source>
        <translation>कोई ट्रिगर मेल नहीं खाता।</translation>
    </message>
    <message>
        <source>Noren (classic)</source>
        <translation>Noren (पुराना)</translation>
    </message>
    <message>
        <source>Not armed any more</source>
        <translation>अब तैयार नहीं</translation>
    </message>
    <message>
        <source>Not armed: Enter in the order ticket moves to the next field, Ctrl+Enter sends. Exits and cancels never need arming. Click to arm (Ctrl+Shift+A).</source>
        <translation>तैयार नहीं: ऑर्डर टिकट में Enter अगले फ़ील्ड पर जाता है, Ctrl+Enter भेजता है। निकासी और रद्द को तैयारी की ज़रूरत कभी नहीं। तैयार करने के लिए क्लिक करें (Ctrl+Shift+A)।</translation>
    </message>
    <message>
        <source>Not deleted</source>
        <translation>हटाया नहीं गया</translation>
    </message>
    <message>
        <source>Not logged in</source>
        <translation>लॉग-इन नहीं</translation>
    </message>
    <message>
        <source>Nothing has fired yet.
Each firing is kept here with its tick.</source>
        <translation>अभी तक कुछ नहीं बजा।
हर बार की घटना अपने टिक के साथ यहाँ रहती है।</translation>
    </message>
    <message>
        <source>Nothing was traded today.</source>
        <translation>आज कोई सौदा नहीं हुआ।</translation>
    </message>
    <message>
        <source>Notices stay for (seconds)</source>
        <translation>सूचना रहती है (सेकंड)</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>अभी</translation>
    </message>
    <message>
        <source>Now ›</source>
        <translation>अभी ›</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>संख्या</translation>
    </message>
    <message>
        <source>OCO</source>
        <translation>OCO</translation>
    </message>
    <message>
        <source>OI</source>
        <translation>OI</translation>
    </message>
    <message>
        <source>Objections</source>
        <translation>आपत्तियाँ</translation>
    </message>
    <message>
        <source>Of the day under the cursor  (Enter)</source>
        <translation>कर्सर के नीचे के दिन का  (Enter)</translation>
    </message>
    <message>
        <source>Of the whole account</source>
        <translation>पूरे खाते का</translation>
    </message>
    <message>
        <source>Of your authenticator or SMS. Not needed where the TOTP seed is given.</source>
        <translation>आपके ऑथेंटिकेटर या SMS का। TOTP बीज दिया हो तो ज़रूरी नहीं।</translation>
    </message>
    <message>
        <source>Of your broker&apos;s Noren server, as https://…/NorenWClientTP.</source>
        <translation>आपके ब्रोकर के Noren सर्वर का, जैसे https://…/NorenWClientTP.</translation>
    </message>
    <message>
        <source>Off as shipped. Outside market hours, with nothing in flight, the terminal reads one small signed list at the address below and says if there is a newer version. It sends nothing about you.</source>
        <translation>शुरू में बंद। बाज़ार के समय के बाहर और जब कुछ चल न रहा हो, टर्मिनल नीचे दिए पते पर एक छोटी हस्ताक्षरित सूची पढ़ता है और बताता है कि नया संस्करण है या नहीं। आपके बारे में कुछ नहीं भेजता।</translation>
    </message>
    <message>
        <source>Off: only what kind of thing happened. While the screen or the terminal is locked, and where that cannot be known, never more than that.</source>
        <translation>बंद: केवल यह कि किस तरह की बात हुई। स्क्रीन या टर्मिनल लॉक हो, या यह पता न चल सके, तो इससे अधिक कभी नहीं।</translation>
    </message>
    <message>
        <source>Offer</source>
        <translation>ऑफ़र</translation>
    </message>
    <message>
        <source>Once</source>
        <translation>एक बार</translation>
    </message>
    <message>
        <source>One file with one row a minute and series, in the store&apos;s own columns and units.</source>
        <translation>एक फ़ाइल जिसमें हर मिनट और सीरीज़ की एक पंक्ति, भंडार के अपने कॉलम और इकाइयों में।</translation>
    </message>
    <message>
        <source>One lot, one tick; with Shift more</source>
        <translation>एक लॉट, एक टिक; Shift के साथ अधिक</translation>
    </message>
    <message>
        <source>One trigger, one order</source>
        <translation>एक ट्रिगर, एक ऑर्डर</translation>
    </message>
    <message>
        <source>One-time code, {seconds} s left</source>
        <translation>एक बार का कोड, {seconds} सेकंड शेष</translation>
    </message>
    <message>
        <source>Only for this PC&apos;s alerts</source>
        <translation>केवल इस PC के अलर्ट के लिए</translation>
    </message>
    <message>
        <source>Only if your sandbox app redirects to this computer.</source>
        <translation>केवल यदि आपका सैंडबॉक्स ऐप इसी कंप्यूटर पर लौटता है।</translation>
    </message>
    <message>
        <source>Only orders that bear this tag of yours</source>
        <translation>केवल वे ऑर्डर जिन पर आपका यह टैग है</translation>
    </message>
    <message>
        <source>Only those that are ticked</source>
        <translation>केवल निशान वाले</translation>
    </message>
    <message>
        <source>Only while the window is not in front, and never more than once a second.</source>
        <translation>केवल जब विंडो सामने न हो, और सेकंड में एक से अधिक कभी नहीं।</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>खुला</translation>
    </message>
    <message>
        <source>Open at the exchange</source>
        <translation>एक्सचेंज पर खुला</translation>
    </message>
    <message>
        <source>Open interest, in units</source>
        <translation>ओपन इंटरेस्ट, इकाइयों में</translation>
    </message>
    <message>
        <source>Open the editor  (A)</source>
        <translation>संपादक खोलें  (A)</translation>
    </message>
    <message>
        <source>Open the list of notices.</source>
        <translation>सूचनाओं की सूची खोलें।</translation>
    </message>
    <message>
        <source>Open the log folder</source>
        <translation>लॉग का फ़ोल्डर खोलें</translation>
    </message>
    <message>
        <source>Open the menu</source>
        <translation>मेनू खोलें</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>पन्ना खोलें</translation>
    </message>
    <message>
        <source>Open the page again</source>
        <translation>पन्ना फिर खोलें</translation>
    </message>
    <message>
        <source>Open the terminal to see it.</source>
        <translation>देखने के लिए टर्मिनल खोलें।</translation>
    </message>
    <message>
        <source>Open the ticket to buy  (B)</source>
        <translation>ख़रीदने के लिए टिकट खोलें  (B)</translation>
    </message>
    <message>
        <source>Open the ticket to sell  (S or X)</source>
        <translation>बेचने के लिए टिकट खोलें  (S या X)</translation>
    </message>
    <message>
        <source>Opens at the page about the panel that has the focus.</source>
        <translation>जिस पैनल पर फ़ोकस है उसी के पन्ने पर खुलता है।</translation>
    </message>
    <message>
        <source>Opens the GTT editor: nothing is sent yet</source>
        <translation>GTT संपादक खोलता है: अभी कुछ नहीं भेजा जाता</translation>
    </message>
    <message>
        <source>Opens the alert editor</source>
        <translation>अलर्ट संपादक खोलता है</translation>
    </message>
    <message>
        <source>Opens the form for the marked days, or for all in view; nothing is started</source>
        <translation>चुने हुए दिनों, या दिख रहे सभी के लिए फ़ॉर्म खोलता है; कुछ शुरू नहीं होता</translation>
    </message>
    <message>
        <source>Ord</source>
        <translation>ऑर्डर</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>ऑर्डर</translation>
    </message>
    <message>
        <source>Order book in the row</source>
        <translation>पंक्ति में ऑर्डर बुक</translation>
    </message>
    <message>
        <source>Order book, five levels a side</source>
        <translation>ऑर्डर बुक, हर ओर पाँच स्तर</translation>
    </message>
    <message>
        <source>Order history</source>
        <translation>ऑर्डर का इतिहास</translation>
    </message>
    <message>
        <source>Order id</source>
        <translation>ऑर्डर आईडी</translation>
    </message>
    <message>
        <source>Order requests in this second. Brokers allow a few a second; the last ones (amber) are kept for exits and cancels.</source>
        <translation>इस सेकंड के ऑर्डर अनुरोध। ब्रोकर एक सेकंड में कुछ ही लेते हैं; अंतिम (एंबर) निकासी और रद्द के लिए रखे जाते हैं।</translation>
    </message>
    <message>
        <source>Order ticket</source>
        <translation>ऑर्डर टिकट</translation>
    </message>
    <message>
        <source>Order ticket header</source>
        <translation>ऑर्डर टिकट का शीर्ष</translation>
    </message>
    <message>
        <source>Order type</source>
        <translation>ऑर्डर का प्रकार</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>ऑर्डर</translation>
    </message>
    <message>
        <source>Orders appear here once an account is logged in.</source>
        <translation>खाते में लॉग-इन होने पर ऑर्डर यहाँ दिखते हैं।</translation>
    </message>
    <message>
        <source>Orders at the exchange stay as they are.</source>
        <translation>एक्सचेंज पर रखे ऑर्डर जैसे हैं वैसे रहते हैं।</translation>
    </message>
    <message>
        <source>Orders of one account since midnight, IST.</source>
        <translation>आधी रात (IST) से एक खाते के ऑर्डर।</translation>
    </message>
    <message>
        <source>Orders placed here are real. For Noren brokers that still take password and code; Shoonya itself switched this off in April 2026.</source>
        <translation>यहाँ दिए ऑर्डर असली हैं। उन Noren ब्रोकर के लिए जो अब भी पासवर्ड और कोड लेते हैं; Shoonya ने इसे अप्रैल 2026 में बंद किया।</translation>
    </message>
    <message>
        <source>Orders placed here are real. They are accepted from your registered static IP only.</source>
        <translation>यहाँ दिए ऑर्डर असली हैं। वे केवल आपके दर्ज स्थिर IP से लिए जाते हैं।</translation>
    </message>
    <message>
        <source>Orders placed here are real. They are accepted from your registered static IP only. Log in on the broker&apos;s page, then paste its last address or the code here.</source>
        <translation>यहाँ दिए ऑर्डर असली हैं। वे केवल आपके दर्ज स्थिर IP से लिए जाते हैं। ब्रोकर के पन्ने पर लॉग-इन करें, फिर उसका अंतिम पता या कोड यहाँ चिपकाएँ।</translation>
    </message>
    <message>
        <source>Orders that can still fill</source>
        <translation>जो ऑर्डर अब भी भर सकते हैं</translation>
    </message>
    <message>
        <source>Orders that filled, wholly or in part</source>
        <translation>जो ऑर्डर पूरे या आंशिक भरे</translation>
    </message>
    <message>
        <source>Orders to place when it fires</source>
        <translation>बजने पर लगाए जाने वाले ऑर्डर</translation>
    </message>
    <message>
        <source>Orders {used} · {day} today</source>
        <translation>ऑर्डर {used} · आज {day}</translation>
    </message>
    <message>
        <source>Orders, GTTs and alerts that the broker keeps were not touched.</source>
        <translation>ब्रोकर के पास रखे ऑर्डर, GTT और अलर्ट छुए नहीं गए।</translation>
    </message>
    <message>
        <source>Orders, trades, positions, charges and the course of the day as PDF or web page.</source>
        <translation>ऑर्डर, सौदे, पोज़ीशन, शुल्क और दिन का क्रम, PDF या वेब पन्ने में।</translation>
    </message>
    <message>
        <source>Orders: cancel the selected</source>
        <translation>ऑर्डर: चुना हुआ रद्द करें</translation>
    </message>
    <message>
        <source>Orders: history</source>
        <translation>ऑर्डर: इतिहास</translation>
    </message>
    <message>
        <source>Orders: modify; positions: exit ticket</source>
        <translation>ऑर्डर: बदलें; पोज़ीशन: निकासी टिकट</translation>
    </message>
    <message>
        <source>Orders: repeat</source>
        <translation>ऑर्डर: दोहराएँ</translation>
    </message>
    <message>
        <source>Other instrument</source>
        <translation>दूसरा इंस्ट्रूमेंट</translation>
    </message>
    <message>
        <source>Overnight</source>
        <translation>रात भर का</translation>
    </message>
    <message>
        <source>P&amp;L</source>
        <translation>P&amp;L</translation>
    </message>
    <message>
        <source>P&amp;L %</source>
        <translation>P&amp;L %</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>PIN of the lock</source>
        <translation>लॉक का PIN</translation>
    </message>
    <message>
        <source>PIN of the lock…</source>
        <translation>लॉक का PIN…</translation>
    </message>
    <message>
        <source>PRACTICE</source>
        <translation>अभ्यास</translation>
    </message>
    <message>
        <source>PRACTICE  ·  no real money  ·  orders go to the practice exchange</source>
        <translation>अभ्यास  ·  असली पैसा नहीं  ·  ऑर्डर अभ्यास एक्सचेंज को जाते हैं</translation>
    </message>
    <message>
        <source>PRACTICE, no real money</source>
        <translation>अभ्यास, असली पैसा नहीं</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>पन्ना</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>पन्ने</translation>
    </message>
    <message>
        <source>Pages of history data</source>
        <translation>पुराने डेटा के पन्ने</translation>
    </message>
    <message>
        <source>Pages of mutual funds</source>
        <translation>म्यूचुअल फ़ंड के पन्ने</translation>
    </message>
    <message>
        <source>Partial</source>
        <translation>आंशिक</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>पासवर्ड</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>रोकें</translation>
    </message>
    <message>
        <source>Pause or resume  (Space)</source>
        <translation>रोकें या आगे बढ़ाएँ  (Space)</translation>
    </message>
    <message>
        <source>Pause or resume a SIP</source>
        <translation>SIP रोकें या फिर चलाएँ</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>पिन</translation>
    </message>
    <message>
        <source>Pin this chart</source>
        <translation>यह चार्ट पिन करें</translation>
    </message>
    <message>
        <source>Pin this group to an edge</source>
        <translation>यह समूह किनारे पर लगाएँ</translation>
    </message>
    <message>
        <source>Pin this instrument</source>
        <translation>यह इंस्ट्रूमेंट पिन करें</translation>
    </message>
    <message>
        <source>Pinned: keep this chart when another instrument is selected</source>
        <translation>पिन किया: दूसरा इंस्ट्रूमेंट चुनने पर भी यही चार्ट रखें</translation>
    </message>
    <message>
        <source>Pinned: keep this instrument when another one is selected</source>
        <translation>पिन किया: दूसरा चुनने पर भी यही इंस्ट्रूमेंट रखें</translation>
    </message>
    <message>
        <source>Place orders without asking again?</source>
        <translation>बिना दोबारा पूछे ऑर्डर लगाएँ?</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>लगाया</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>योजना</translation>
    </message>
    <message>
        <source>Play a sound</source>
        <translation>आवाज़ करें</translation>
    </message>
    <message>
        <source>Pledged</source>
        <translation>गिरवी</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>पोज़ीशन</translation>
    </message>
    <message>
        <source>Positions and the top bar show what is left after the charges of today&apos;s orders, as the broker&apos;s calculator tells them. Either way the other figure is in the tooltip.</source>
        <translation>पोज़ीशन और ऊपरी पट्टी वह दिखाती हैं जो आज के ऑर्डर के शुल्क के बाद बचता है, जैसा ब्रोकर का कैलकुलेटर बताता है। दूसरी संख्या टूलटिप में रहती है।</translation>
    </message>
    <message>
        <source>Positions appear here once an account is logged in.</source>
        <translation>खाते में लॉग-इन होने पर पोज़ीशन यहाँ दिखती हैं।</translation>
    </message>
    <message>
        <source>Positions of one underlying together</source>
        <translation>एक आधार की पोज़ीशन साथ में</translation>
    </message>
    <message>
        <source>Positions: tick for the subtotal</source>
        <translation>पोज़ीशन: उप-योग के लिए चुनें</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>अभ्यास</translation>
    </message>
    <message>
        <source>Practice (classic)</source>
        <translation>अभ्यास (पुराना)</translation>
    </message>
    <message>
        <source>Practice is an exchange on this computer: the same panels and keys, made-up prices, no money. Accounts of brokers can be added at any time.</source>
        <translation>अभ्यास इसी कंप्यूटर पर बना एक्सचेंज है: वही पैनल और कुंजियाँ, बनाए हुए भाव, कोई पैसा नहीं। ब्रोकर के खाते कभी भी जोड़े जा सकते हैं।</translation>
    </message>
    <message>
        <source>Practice, connected</source>
        <translation>अभ्यास, जुड़ा हुआ</translation>
    </message>
    <message>
        <source>Practise without money</source>
        <translation>बिना पैसे के अभ्यास</translation>
    </message>
    <message>
        <source>Practise without money, in the manner of {broker}</source>
        <translation>बिना पैसे के अभ्यास, {broker} के ढंग से</translation>
    </message>
    <message>
        <source>Preparing the log-in page…</source>
        <translation>लॉग-इन पन्ना तैयार हो रहा है…</translation>
    </message>
    <message>
        <source>Prev. close</source>
        <translation>पिछला बंद</translation>
    </message>
    <message>
        <source>Preview of the colours</source>
        <translation>रंगों की झलक</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>भाव</translation>
    </message>
    <message>
        <source>Price chart</source>
        <translation>भाव चार्ट</translation>
    </message>
    <message>
        <source>Prices are old from now on and no order reaches a broker. Orders that rest at the exchange stay there. Everything is read again when the network is back.</source>
        <translation>अब से भाव पुराने हैं और कोई ऑर्डर ब्रोकर तक नहीं पहुँचता। एक्सचेंज पर पड़े ऑर्डर वहीं रहते हैं। नेटवर्क लौटने पर सब फिर पढ़ा जाता है।</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>प्रोडक्ट</translation>
    </message>
    <message>
        <source>Profit and loss after charges</source>
        <translation>शुल्क के बाद लाभ और हानि</translation>
    </message>
    <message>
        <source>Profit and loss net of the charges of today&apos;s orders, here and in the top bar  (N)</source>
        <translation>आज के ऑर्डर के शुल्क के बाद लाभ और हानि, यहाँ और ऊपरी पट्टी में  (N)</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>प्रगति</translation>
    </message>
    <message>
        <source>Purchase</source>
        <translation>ख़रीद</translation>
    </message>
    <message>
        <source>Put a dragged line back; close the form</source>
        <translation>खिसकाई रेखा वापस रखें; फ़ॉर्म बंद करें</translation>
    </message>
    <message>
        <source>Qty</source>
        <translation>मात्रा</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>मात्रा</translation>
    </message>
    <message>
        <source>Quantity times price, before charges</source>
        <translation>मात्रा गुणा भाव, शुल्क से पहले</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>बाहर निकलें</translation>
    </message>
    <message>
        <source>Read the triggers from the broker again</source>
        <translation>ब्रोकर से ट्रिगर फिर पढ़ें</translation>
    </message>
    <message>
        <source>Recent prices with the trigger&apos;s lines</source>
        <translation>ट्रिगर की रेखाओं के साथ हाल के भाव</translation>
    </message>
    <message>
        <source>Redeem units  (S)</source>
        <translation>इकाइयाँ भुनाएँ  (S)</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>ताज़ा करें</translation>
    </message>
    <message>
        <source>Rejected, not placed, or unknown; slices that were refused</source>
        <translation>अस्वीकृत, न लगे, या अज्ञात; अस्वीकृत टुकड़े</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>हटाएँ</translation>
    </message>
    <message>
        <source>Rename this list</source>
        <translation>इस सूची का नाम बदलें</translation>
    </message>
    <message>
        <source>Rename, duplicate, delete, import, export</source>
        <translation>नाम बदलें, प्रतिलिपि, हटाएँ, आयात, निर्यात</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>नाम बदलें…</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>दोहराएँ</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>फिर चलाएँ</translation>
    </message>
    <message>
        <source>Retry failed</source>
        <translation>विफल को फिर करें</translation>
    </message>
    <message>
        <source>Retry failed only</source>
        <translation>केवल विफल को फिर करें</translation>
    </message>
    <message>
        <source>Retry refused</source>
        <translation>अस्वीकृत को फिर भेजें</translation>
    </message>
    <message>
        <source>Retry the refused part…</source>
        <translation>अस्वीकृत भाग फिर भेजें…</translation>
    </message>
    <message>
        <source>SAFE MODE</source>
        <translation>सुरक्षित मोड</translation>
    </message>
    <message>
        <source>Safe mode</source>
        <translation>सुरक्षित मोड</translation>
    </message>
    <message>
        <source>Search  ( / )</source>
        <translation>खोजें  ( / )</translation>
    </message>
    <message>
        <source>Search for an instrument</source>
        <translation>इंस्ट्रूमेंट खोजें</translation>
    </message>
    <message>
        <source>Search funds</source>
        <translation>फ़ंड खोजें</translation>
    </message>
    <message>
        <source>Search funds  ( / )</source>
        <translation>फ़ंड खोजें  ( / )</translation>
    </message>
    <message>
        <source>Search hits</source>
        <translation>खोज के परिणाम</translation>
    </message>
    <message>
        <source>Search instruments and commands</source>
        <translation>इंस्ट्रूमेंट और आदेश खोजें</translation>
    </message>
    <message>
        <source>Search underlyings</source>
        <translation>आधार खोजें</translation>
    </message>
    <message>
        <source>Search, Enter ticks the first  ( / )</source>
        <translation>खोजें, Enter पहले पर निशान लगाता है  ( / )</translation>
    </message>
    <message>
        <source>Send  (Ctrl+Enter)</source>
        <translation>भेजें  (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Send all buys before the sells: hedges come first and lower the peak margin. The # column shows the order of sending</source>
        <translation>सारी ख़रीद बिक्री से पहले भेजें: हेज पहले आते हैं और अधिकतम मार्जिन घटाते हैं। # कॉलम भेजने का क्रम दिखाता है</translation>
    </message>
    <message>
        <source>Send basket…</source>
        <translation>बास्केट भेजें…</translation>
    </message>
    <message>
        <source>Send no further leg; what has left stays at the broker</source>
        <translation>आगे कोई हिस्सा न भेजें; जो गया वह ब्रोकर के पास रहता है</translation>
    </message>
    <message>
        <source>Send the change  (Enter)</source>
        <translation>बदलाव भेजें  (Enter)</translation>
    </message>
    <message>
        <source>Send the failed legs anew; never one that is unknown or with the broker</source>
        <translation>विफल हिस्से फिर भेजें; अज्ञात या ब्रोकर के पास वाले कभी नहीं</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>सेटिंग</translation>
    </message>
    <message>
        <source>Settings exported</source>
        <translation>सेटिंग निर्यात हुईं</translation>
    </message>
    <message>
        <source>Settings, without what the login remembers</source>
        <translation>सेटिंग, लॉग-इन की याद रखी बातों के बिना</translation>
    </message>
    <message>
        <source>Show bars</source>
        <translation>बार दिखाएँ</translation>
    </message>
    <message>
        <source>Show its order</source>
        <translation>इसका ऑर्डर दिखाएँ</translation>
    </message>
    <message>
        <source>Show lines that contain</source>
        <translation>जिन पंक्तियों में यह हो वे दिखाएँ</translation>
    </message>
    <message>
        <source>Show lines that contain…</source>
        <translation>जिन पंक्तियों में यह हो वे दिखाएँ…</translation>
    </message>
    <message>
        <source>Show one tag only</source>
        <translation>केवल एक टैग दिखाएँ</translation>
    </message>
    <message>
        <source>Show where the money is</source>
        <translation>दिखाएँ कि पैसा कहाँ है</translation>
    </message>
    <message>
        <source>Shows every order first  (Ctrl+Enter)</source>
        <translation>पहले हर ऑर्डर दिखाता है  (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Single</source>
        <translation>एकल</translation>
    </message>
    <message>
        <source>Size of the window and names of its panels</source>
        <translation>विंडो का आकार और उसके पैनलों के नाम</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>स्प्रेड</translation>
    </message>
    <message>
        <source>Start SIP</source>
        <translation>SIP शुरू करें</translation>
    </message>
    <message>
        <source>Stop after the requests in flight; nothing is lost  (Space)</source>
        <translation>चल रहे अनुरोधों के बाद रुकें; कुछ नहीं खोता  (Space)</translation>
    </message>
    <message>
        <source>Stop changing this order  (Esc)</source>
        <translation>यह ऑर्डर बदलना छोड़ें  (Esc)</translation>
    </message>
    <message>
        <source>Stop-loss and target: the first to be touched ends both</source>
        <translation>स्टॉप-लॉस और लक्ष्य: जो पहले छुआ गया वह दोनों को समाप्त करता है</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>बंद करें</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>चालू करें</translation>
    </message>
    <message>
        <source>Take it off the list; its data stays  (Del)</source>
        <translation>सूची से हटाएँ; इसका डेटा रहता है  (Del)</translation>
    </message>
    <message>
        <source>Take this order away</source>
        <translation>यह ऑर्डर हटाएँ</translation>
    </message>
    <message>
        <source>The account that keeps the trigger and pays for its order</source>
        <translation>जो खाता ट्रिगर रखता है और उसके ऑर्डर का भुगतान करता है</translation>
    </message>
    <message>
        <source>The alert places it by itself; the order gate checks it first</source>
        <translation>अलर्ट इसे अपने आप लगाता है; पहले ऑर्डर जाँच होती है</translation>
    </message>
    <message>
        <source>The broker watches, also while this computer is off</source>
        <translation>ब्रोकर देखता है, यह कंप्यूटर बंद हो तब भी</translation>
    </message>
    <message>
        <source>The computer was restarted or lost power while the terminal ran.</source>
        <translation>टर्मिनल चलते समय कंप्यूटर फिर शुरू हुआ या बिजली चली गई।</translation>
    </message>
    <message>
        <source>The contract note before sending: every charge, the break-even price, the margin&apos;s parts</source>
        <translation>भेजने से पहले का कॉन्ट्रैक्ट नोट: हर शुल्क, बराबरी का भाव, मार्जिन के भाग</translation>
    </message>
    <message>
        <source>The day in numbers</source>
        <translation>दिन के अंक</translation>
    </message>
    <message>
        <source>The desktop ended, or its screen went away, while the terminal ran.</source>
        <translation>टर्मिनल चलते समय डेस्कटॉप समाप्त हुआ, या उसकी स्क्रीन चली गई।</translation>
    </message>
    <message>
        <source>The journal of orders cannot be read: after the log-in compare the orders panel with what you remember.</source>
        <translation>ऑर्डर की बही पढ़ी नहीं जा सकती: लॉग-इन के बाद ऑर्डर पैनल को अपनी याद से मिलाएँ।</translation>
    </message>
    <message>
        <source>The new version is being downloaded</source>
        <translation>नया संस्करण डाउनलोड हो रहा है</translation>
    </message>
    <message>
        <source>The new version is saved</source>
        <translation>नया संस्करण सहेजा गया</translation>
    </message>
    <message>
        <source>The panels stand as shipped and your own arrangement is kept for later; nobody was logged in by itself; triggers and alerts kept on this computer send no order, and downloads do not begin by themselves. Orders that you send work as ever.</source>
        <translation>पैनल मूल विन्यास में हैं और आपका अपना विन्यास बाद के लिए रखा है; कोई अपने आप लॉग-इन नहीं हुआ; इस कंप्यूटर पर रखे ट्रिगर और अलर्ट कोई ऑर्डर नहीं भेजते, और डाउनलोड अपने आप शुरू नहीं होते। आपके भेजे ऑर्डर पहले की तरह चलते हैं।</translation>
    </message>
    <message>
        <source>The program crashed ({what}).</source>
        <translation>प्रोग्राम क्रैश हुआ ({what})।</translation>
    </message>
    <message>
        <source>The program failed and ended: {what}</source>
        <translation>प्रोग्राम विफल होकर समाप्त हुआ: {what}</translation>
    </message>
    <message>
        <source>The program was ended from outside, without a chance to finish: for lack of memory, by the task manager, or with the computer.</source>
        <translation>प्रोग्राम बाहर से समाप्त किया गया, पूरा करने का मौका दिए बिना: स्मृति की कमी से, टास्क मैनेजर से, या कंप्यूटर के साथ।</translation>
    </message>
    <message>
        <source>The terminal closes and opens again, as it is usually: with your arrangement, last time&apos;s accounts, and the triggers and alerts kept on this computer.</source>
        <translation>टर्मिनल बंद होकर फिर सामान्य रूप में खुलता है: आपके विन्यास, पिछली बार के खातों और इस कंप्यूटर पर रखे ट्रिगर और अलर्ट के साथ।</translation>
    </message>
    <message>
        <source>The terminal closes and opens again.</source>
        <translation>टर्मिनल बंद होकर फिर खुलता है।</translation>
    </message>
    <message>
        <source>The terminal is already running</source>
        <translation>टर्मिनल पहले से चल रहा है</translation>
    </message>
    <message>
        <source>There is no file for this kind of installation: ask where you got the program from.</source>
        <translation>इस तरह के इंस्टॉल के लिए कोई फ़ाइल नहीं: पूछें कि प्रोग्राम कहाँ से मिला।</translation>
    </message>
    <message>
        <source>This PC</source>
        <translation>यह PC</translation>
    </message>
    <message>
        <source>This is all that the file will hold. Tokens, passwords and codes are taken out; of user ids two characters stay. Nothing is sent anywhere: the file is saved where you say, and you pass it on yourself. Untick what you would rather keep.</source>
        <translation>फ़ाइल में बस यही होगा। टोकन, पासवर्ड और कोड निकाल दिए गए हैं; यूज़र आईडी के दो अक्षर रहते हैं। कहीं कुछ नहीं भेजा जाता: फ़ाइल वहीं सहेजी जाती है जहाँ आप कहें, और आगे आप ही देते हैं। जो अपने पास रखना चाहें उसका निशान हटाएँ।</translation>
    </message>
    <message>
        <source>This program watches: it must run and be logged in</source>
        <translation>यह प्रोग्राम देखता है: इसे चलना और लॉग-इन रहना चाहिए</translation>
    </message>
    <message>
        <source>Today&apos;s</source>
        <translation>आज के</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation>योग</translation>
    </message>
    <message>
        <source>Triggered, deleted, expired or refused</source>
        <translation>बजे, हटाए, समाप्त या अस्वीकृत</translation>
    </message>
    <message>
        <source>Triggers and alerts kept on this computer were not watched since {time}.</source>
        <translation>इस कंप्यूटर पर रखे ट्रिगर और अलर्ट {time} से देखे नहीं गए।</translation>
    </message>
    <message>
        <source>Triggers and alerts kept on this computer were not watched.</source>
        <translation>इस कंप्यूटर पर रखे ट्रिगर और अलर्ट देखे नहीं गए।</translation>
    </message>
    <message>
        <source>Triggers that wait, and today&apos;s orders of those that fired</source>
        <translation>प्रतीक्षा वाले ट्रिगर, और बजे हुए के आज के ऑर्डर</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>वापस लें</translation>
    </message>
    <message>
        <source>Until stopped</source>
        <translation>रोके जाने तक</translation>
    </message>
    <message>
        <source>Upper limit</source>
        <translation>ऊपरी सीमा</translation>
    </message>
    <message>
        <source>Version {version} is available</source>
        <translation>संस्करण {version} उपलब्ध है</translation>
    </message>
    <message>
        <source>Versions, system, folders</source>
        <translation>संस्करण, सिस्टम, फ़ोल्डर</translation>
    </message>
    <message>
        <source>Watchlists</source>
        <translation>वॉचलिस्ट</translation>
    </message>
    <message>
        <source>What a crash left</source>
        <translation>क्रैश ने क्या छोड़ा</translation>
    </message>
    <message>
        <source>What became of the order</source>
        <translation>ऑर्डर का क्या हुआ</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>क्या बदलता है</translation>
    </message>
    <message>
        <source>What has fired</source>
        <translation>जो बज चुका</translation>
    </message>
    <message>
        <source>What is held now, from any day</source>
        <translation>अभी जो रखा है, किसी भी दिन का</translation>
    </message>
    <message>
        <source>What is in the demat account</source>
        <translation>डीमैट खाते में क्या है</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>नया क्या है</translation>
    </message>
    <message>
        <source>What is watched</source>
        <translation>क्या देखा जा रहा है</translation>
    </message>
    <message>
        <source>What margin and charges are made of</source>
        <translation>मार्जिन और शुल्क किससे बने हैं</translation>
    </message>
    <message>
        <source>What the crash left</source>
        <translation>क्रैश ने क्या छोड़ा</translation>
    </message>
    <message>
        <source>What the words mean</source>
        <translation>शब्दों का अर्थ</translation>
    </message>
    <message>
        <source>What this order costs</source>
        <translation>इस ऑर्डर की लागत</translation>
    </message>
    <message>
        <source>What to show</source>
        <translation>क्या दिखाएँ</translation>
    </message>
    <message>
        <source>What was bought and sold today</source>
        <translation>आज क्या ख़रीदा और बेचा गया</translation>
    </message>
    <message>
        <source>What was carried from an earlier session</source>
        <translation>पिछले सत्र से क्या आया</translation>
    </message>
    <message>
        <source>What was traded today</source>
        <translation>आज क्या कारोबार हुआ</translation>
    </message>
    <message>
        <source>What you may offer in today&apos;s exchange auction</source>
        <translation>आज की एक्सचेंज नीलामी में आप क्या दे सकते हैं</translation>
    </message>
    <message>
        <source>Which keys do what. Applies at once; the menu under Help lists all of them.</source>
        <translation>कौन-सी कुंजी क्या करती है। तुरंत लागू; सारी कुंजियाँ मेनू में “सहायता” के नीचे हैं।</translation>
    </message>
    <message>
        <source>REST address</source>
        <translation>REST पता</translation>
    </message>
    <message>
        <source>Buy more…</source>
        <translation>और ख़रीदें…</translation>
    </message>
    <message>
        <source>Buy…</source>
        <translation>ख़रीदें…</translation>
    </message>
    <message>
        <source>Cancel…</source>
        <translation>रद्द करें…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>बदलें…</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>डेप्थ</translation>
    </message>
    <message>
        <source>Exit with a ticket</source>
        <translation>टिकट से निकलें</translation>
    </message>
    <message>
        <source>Modify in the ticket…</source>
        <translation>टिकट में बदलें…</translation>
    </message>
    <message>
        <source>Modify…</source>
        <translation>बदलें…</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>नीचे खिसकाएँ</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>ऊपर खिसकाएँ</translation>
    </message>
    <message>
        <source>New GTT…</source>
        <translation>नया GTT…</translation>
    </message>
    <message>
        <source>New alert…</source>
        <translation>नया अलर्ट…</translation>
    </message>
    <message>
        <source>New download…</source>
        <translation>नया डाउनलोड…</translation>
    </message>
    <message>
        <source>New for this instrument…</source>
        <translation>इस इंस्ट्रूमेंट के लिए नया…</translation>
    </message>
    <message>
        <source>New one like this…</source>
        <translation>ऐसा ही नया…</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>गति</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>फिर पढ़ें</translation>
    </message>
    <message>
        <source>Read settings from such a file; shows what changes first.</source>
        <translation>ऐसी फ़ाइल से सेटिंग पढ़ें; पहले दिखाता है कि क्या बदलेगा।</translation>
    </message>
    <message>
        <source>Reading alerts…</source>
        <translation>अलर्ट पढ़े जा रहे हैं…</translation>
    </message>
    <message>
        <source>Reading holdings…</source>
        <translation>होल्डिंग पढ़ी जा रही है…</translation>
    </message>
    <message>
        <source>Reading positions…</source>
        <translation>पोज़ीशन पढ़ी जा रही हैं…</translation>
    </message>
    <message>
        <source>Reading triggers…</source>
        <translation>ट्रिगर पढ़े जा रहे हैं…</translation>
    </message>
    <message>
        <source>Reconnect the stream</source>
        <translation>स्ट्रीम फिर जोड़ें</translation>
    </message>
    <message>
        <source>Reconnecting failed</source>
        <translation>फिर से नहीं जुड़ सका</translation>
    </message>
    <message>
        <source>Red and green</source>
        <translation>लाल और हरा</translation>
    </message>
    <message>
        <source>Redeem</source>
        <translation>भुनाएँ</translation>
    </message>
    <message>
        <source>Redeem…</source>
        <translation>भुनाएँ…</translation>
    </message>
    <message>
        <source>Redemption</source>
        <translation>भुनाना</translation>
    </message>
    <message>
        <source>Redirect port</source>
        <translation>वापसी पोर्ट</translation>
    </message>
    <message>
        <source>Rejected by the broker</source>
        <translation>ब्रोकर ने अस्वीकार किया</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>सूची से हटाएँ</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>नाम बदलें</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>रीसेट</translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation>विन्यास रीसेट करें</translation>
    </message>
    <message>
        <source>Reset the layout?</source>
        <translation>विन्यास रीसेट करें?</translation>
    </message>
    <message>
        <source>Reset the view</source>
        <translation>दृश्य रीसेट करें</translation>
    </message>
    <message>
        <source>Reset {name}</source>
        <translation>{name} रीसेट करें</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>फिर शुरू करें</translation>
    </message>
    <message>
        <source>Restart in safe mode?</source>
        <translation>सुरक्षित मोड में फिर शुरू करें?</translation>
    </message>
    <message>
        <source>Restart in safe mode…</source>
        <translation>सुरक्षित मोड में फिर शुरू करें…</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>बहाल करें</translation>
    </message>
    <message>
        <source>Restore brings the windows back as they were. Start clean uses the arrangement as shipped and keeps the old one beside it. Safe mode also leaves out everything that acts by itself, if the program fails again and again.</source>
        <translation>“बहाल करें” विंडो को जैसी थीं वैसी लाता है। “साफ़ शुरुआत” मूल विन्यास लेती है और पुराना पास में रखती है। सुरक्षित मोड वह सब भी छोड़ देता है जो अपने आप चलता है, यदि प्रोग्राम बार-बार विफल हो।</translation>
    </message>
    <message>
        <source>Rests for the minutes you give, then is cancelled</source>
        <translation>दिए गए मिनट तक रहे, फिर रद्द</translation>
    </message>
    <message>
        <source>Rests until the session ends</source>
        <translation>सत्र समाप्त होने तक रहे</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>परिणाम</translation>
    </message>
    <message>
        <source>Return a year, with the dates of your purchases counted; a dash where the broker does not tell them</source>
        <translation>सालाना प्रतिफल, आपकी ख़रीद की तारीख़ें गिनकर; जहाँ ब्रोकर नहीं बताता वहाँ डैश</translation>
    </message>
    <message>
        <source>Rupees bought and sold in one day.</source>
        <translation>एक दिन में ख़रीद और बिक्री के रुपये।</translation>
    </message>
    <message>
        <source>Rupees in one day, never passed.</source>
        <translation>एक दिन के रुपये, जो कभी पार नहीं होते।</translation>
    </message>
    <message>
        <source>Rupees in one order above which you are asked.</source>
        <translation>एक ऑर्डर के रुपये, जिनके ऊपर पूछा जाता है।</translation>
    </message>
    <message>
        <source>Rupees in one order that are never passed.</source>
        <translation>एक ऑर्डर के रुपये, जो कभी पार नहीं होते।</translation>
    </message>
    <message>
        <source>Rupees paid or received; of a redemption known once it has settled</source>
        <translation>दिए या मिले रुपये; भुनाने के निपटान के बाद पता चलते हैं</translation>
    </message>
    <message>
        <source>SELL</source>
        <translation>बिक्री</translation>
    </message>
    <message>
        <source>SL</source>
        <translation>SL</translation>
    </message>
    <message>
        <source>SL-M</source>
        <translation>SL-M</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>सुरक्षा</translation>
    </message>
    <message>
        <source>Same order again within (milliseconds)</source>
        <translation>वही ऑर्डर दोबारा (मिलीसेकंड) के भीतर</translation>
    </message>
    <message>
        <source>Save diagnostics</source>
        <translation>निदान सहेजें</translation>
    </message>
    <message>
        <source>Save diagnostics…</source>
        <translation>निदान सहेजें…</translation>
    </message>
    <message>
        <source>Save the day&apos;s report…</source>
        <translation>दिन की रिपोर्ट सहेजें…</translation>
    </message>
    <message>
        <source>Save the settings as a file for another computer: no accounts, no passwords.</source>
        <translation>सेटिंग दूसरे कंप्यूटर के लिए फ़ाइल में सहेजें: न खाते, न पासवर्ड।</translation>
    </message>
    <message>
        <source>Save the table that has the focus as CSV or Excel workbook.</source>
        <translation>जिस तालिका पर फ़ोकस है उसे CSV या Excel में सहेजें।</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>सहेजें…</translation>
    </message>
    <message>
        <source>Say which instrument and how much</source>
        <translation>बताएँ कौन-सा इंस्ट्रूमेंट और कितना</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>खोजें</translation>
    </message>
    <message>
        <source>Search   Ctrl+K</source>
        <translation>खोजें   Ctrl+K</translation>
    </message>
    <message>
        <source>Search instruments</source>
        <translation>इंस्ट्रूमेंट खोजें</translation>
    </message>
    <message>
        <source>Search instruments…</source>
        <translation>इंस्ट्रूमेंट खोजें…</translation>
    </message>
    <message>
        <source>Search or filter</source>
        <translation>खोजें या छाँटें</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>गाइड में खोजें</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>सेटिंग में खोजें</translation>
    </message>
    <message>
        <source>Search the settings…</source>
        <translation>सेटिंग में खोजें…</translation>
    </message>
    <message>
        <source>Secret code</source>
        <translation>गुप्त कोड</translation>
    </message>
    <message>
        <source>Secrets are kept in this system&apos;s keyring, nowhere else.</source>
        <translation>गुप्त बातें इस सिस्टम के कीरिंग में रहती हैं, और कहीं नहीं।</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>भाग</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>बेचें</translation>
    </message>
    <message>
        <source>Sell the selected instrument</source>
        <translation>चुना हुआ इंस्ट्रूमेंट बेचें</translation>
    </message>
    <message>
        <source>Sell {quantity} {name} {price}</source>
        <translation>{name} {quantity} बेचें {price}</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>भेजें</translation>
    </message>
    <message>
        <source>Send the form</source>
        <translation>फ़ॉर्म भेजें</translation>
    </message>
    <message>
        <source>Send this order?</source>
        <translation>यह ऑर्डर भेजें?</translation>
    </message>
    <message>
        <source>Send, after a look at every order</source>
        <translation>हर ऑर्डर देखकर भेजें</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>भेजा जा रहा है…</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>सीरीज़</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>सेटिंग</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>सेटिंग…</translation>
    </message>
    <message>
        <source>Settled and bought but not yet delivered</source>
        <translation>निपटी हुई, और ख़रीदी पर अभी न मिली</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>हिस्सा</translation>
    </message>
    <message>
        <source>Shoonya (live)</source>
        <translation>Shoonya (लाइव)</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>सब दिखाएँ</translation>
    </message>
    <message>
        <source>Show or hide</source>
        <translation>दिखाएँ या छिपाएँ</translation>
    </message>
    <message>
        <source>Show the window</source>
        <translation>विंडो दिखाएँ</translation>
    </message>
    <message>
        <source>Shows the exact order first.</source>
        <translation>पहले ठीक वही ऑर्डर दिखाता है।</translation>
    </message>
    <message>
        <source>Shows the exact orders first.</source>
        <translation>पहले ठीक वही ऑर्डर दिखाता है।</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>पक्ष</translation>
    </message>
    <message>
        <source>Side: buy</source>
        <translation>पक्ष: ख़रीद</translation>
    </message>
    <message>
        <source>Side: sell</source>
        <translation>पक्ष: बिक्री</translation>
    </message>
    <message>
        <source>Single: one trigger. OCO: two, of which the first to be touched ends the other.</source>
        <translation>एकल: एक ट्रिगर। OCO: दो, जिनमें से पहले छुआ गया दूसरे को समाप्त करता है।</translation>
    </message>
    <message>
        <source>Six-digit code</source>
        <translation>छह अंकों का कोड</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>छोड़ें</translation>
    </message>
    <message>
        <source>Slice above the freeze quantity</source>
        <translation>फ़्रीज़ मात्रा के ऊपर टुकड़े करें</translation>
    </message>
    <message>
        <source>Start a SIP…</source>
        <translation>SIP शुरू करें…</translation>
    </message>
    <message>
        <source>Start clean</source>
        <translation>साफ़ शुरुआत</translation>
    </message>
    <message>
        <source>Start in safe mode</source>
        <translation>सुरक्षित मोड में शुरू करें</translation>
    </message>
    <message>
        <source>Start practising</source>
        <translation>अभ्यास शुरू करें</translation>
    </message>
    <message>
        <source>Starting practice…</source>
        <translation>अभ्यास शुरू हो रहा है…</translation>
    </message>
    <message>
        <source>State</source>
        <translation>स्थिति</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>स्थिति</translation>
    </message>
    <message>
        <source>Stay blocked</source>
        <translation>रुका रहने दें</translation>
    </message>
    <message>
        <source>Stay with the accounts that are open</source>
        <translation>जो खाते खुले हैं उन्हीं के साथ रहें</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation>क़दम {number} / {count}</translation>
    </message>
    <message>
        <source>Step-up</source>
        <translation>बढ़ोतरी</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>रोकें</translation>
    </message>
    <message>
        <source>Stop loading</source>
        <translation>लोड करना रोकें</translation>
    </message>
    <message>
        <source>Stream address</source>
        <translation>स्ट्रीम पता</translation>
    </message>
    <message>
        <source>Streams connect anew and all orders, positions and funds are read again; until then prices are shown as old. Nothing is armed.</source>
        <translation>स्ट्रीम फिर जुड़ रही हैं और सारे ऑर्डर, पोज़ीशन और फ़ंड फिर पढ़े जा रहे हैं; तब तक भाव पुराने दिखते हैं। कुछ भी तैयार नहीं है।</translation>
    </message>
    <message>
        <source>Switch between buy and sell</source>
        <translation>ख़रीद और बिक्री के बीच बदलें</translation>
    </message>
    <message>
        <source>Switch on or off</source>
        <translation>चालू या बंद करें</translation>
    </message>
    <message>
        <source>Switch theme, dark or light</source>
        <translation>थीम बदलें, गहरा या हल्का</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>प्रतीक</translation>
    </message>
    <message>
        <source>System</source>
        <translation>सिस्टम</translation>
    </message>
    <message>
        <source>System: as this computer is set, where the language is known. Takes effect at the next start.</source>
        <translation>सिस्टम: जैसा यह कंप्यूटर है, यदि वह भाषा उपलब्ध हो। अगली शुरुआत से लागू।</translation>
    </message>
    <message>
        <source>TOTP seed</source>
        <translation>TOTP बीज</translation>
    </message>
    <message>
        <source>TTL</source>
        <translation>TTL</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>टैग</translation>
    </message>
    <message>
        <source>Take out; Ctrl+Z brings back</source>
        <translation>निकालें; Ctrl+Z वापस लाता है</translation>
    </message>
    <message>
        <source>Teal and magenta</source>
        <translation>टील और मैजेंटा</translation>
    </message>
    <message>
        <source>Tell of alerts</source>
        <translation>अलर्ट बताएँ</translation>
    </message>
    <message>
        <source>Tell of disconnections</source>
        <translation>कनेक्शन टूटना बताएँ</translation>
    </message>
    <message>
        <source>Tell of fills</source>
        <translation>भरे ऑर्डर बताएँ</translation>
    </message>
    <message>
        <source>Tell of rejections</source>
        <translation>अस्वीकृति बताएँ</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>टर्मिनल</translation>
    </message>
    <message>
        <source>Terminal: letters in lists, function keys for safety. Dealer: function keys as on dealers&apos; desks, F1 buy, F2 sell, F3 orders, F6 depth, F8 trades.</source>
        <translation>टर्मिनल: सूचियों में अक्षर, सुरक्षा के लिए फ़ंक्शन कुंजियाँ। डीलर: डीलर डेस्क जैसी फ़ंक्शन कुंजियाँ, F1 ख़रीद, F2 बिक्री, F3 ऑर्डर, F6 डेप्थ, F8 सौदे।</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>पाठ</translation>
    </message>
    <message>
        <source>That is not the PIN.</source>
        <translation>यह PIN सही नहीं है।</translation>
    </message>
    <message>
        <source>The NAV that the order settled at</source>
        <translation>जिस NAV पर ऑर्डर का निपटान हुआ</translation>
    </message>
    <message>
        <source>The average from walking the depth; + where the order is larger than what it shows</source>
        <translation>गहराई पर चलकर औसत; + जहाँ ऑर्डर दिखाई गई गहराई से बड़ा है</translation>
    </message>
    <message>
        <source>The broker has not told the funds yet.</source>
        <translation>ब्रोकर ने अभी फ़ंड नहीं बताए।</translation>
    </message>
    <message>
        <source>The broker&apos;s estimate of brokerage, taxes and fees</source>
        <translation>ब्रोकरेज, कर और शुल्क का ब्रोकर का अनुमान</translation>
    </message>
    <message>
        <source>The broker&apos;s own test system: limit orders only, no money. After logging in, paste the address of the last page here.</source>
        <translation>ब्रोकर का अपना परीक्षण सिस्टम: केवल लिमिट ऑर्डर, कोई पैसा नहीं। लॉग-इन के बाद अंतिम पन्ने का पता यहाँ चिपकाएँ।</translation>
    </message>
    <message>
        <source>The computer was asleep</source>
        <translation>कंप्यूटर सो रहा था</translation>
    </message>
    <message>
        <source>The keyring did not take the PIN. Unlock the keyring and try again.</source>
        <translation>कीरिंग ने PIN नहीं लिया। कीरिंग खोलकर फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>The kill switch is engaged at every account. Cancels and exits work. To allow new orders again, type {word}.</source>
        <translation>किल स्विच हर खाते में चालू है। रद्द और निकासी चलती है। नए ऑर्डर की अनुमति के लिए {word} लिखें।</translation>
    </message>
    <message>
        <source>The last price at that tick</source>
        <translation>उस टिक पर अंतिम भाव</translation>
    </message>
    <message>
        <source>The last run did not end well</source>
        <translation>पिछली बार प्रोग्राम ठीक से समाप्त नहीं हुआ</translation>
    </message>
    <message>
        <source>The least first purchase, rupees</source>
        <translation>न्यूनतम पहली ख़रीद, रुपये</translation>
    </message>
    <message>
        <source>The least further purchase of a fund that you hold, rupees</source>
        <translation>रखे हुए फ़ंड की न्यूनतम अगली ख़रीद, रुपये</translation>
    </message>
    <message>
        <source>The lock is off</source>
        <translation>लॉक बंद है</translation>
    </message>
    <message>
        <source>The log on disk. Tokens, secrets and codes are taken out before a line is written.</source>
        <translation>डिस्क पर लॉग। टोकन, गुप्त बातें और कोड लिखने से पहले हटा दिए जाते हैं।</translation>
    </message>
    <message>
        <source>The network has changed</source>
        <translation>नेटवर्क बदल गया है</translation>
    </message>
    <message>
        <source>The network is back</source>
        <translation>नेटवर्क लौट आया है</translation>
    </message>
    <message>
        <source>The network is gone</source>
        <translation>नेटवर्क नहीं है</translation>
    </message>
    <message>
        <source>The order did not reach the broker. Nothing was placed.</source>
        <translation>ऑर्डर ब्रोकर तक नहीं पहुँचा। कुछ भी नहीं लगाया गया।</translation>
    </message>
    <message>
        <source>The order it places when its price is touched</source>
        <translation>भाव छूने पर यह जो ऑर्डर लगाता है</translation>
    </message>
    <message>
        <source>The order of sending: drag rows, or Alt+Up and Alt+Down, to change it</source>
        <translation>भेजने का क्रम: पंक्तियाँ खींचें, या Alt+Up और Alt+Down से बदलें</translation>
    </message>
    <message>
        <source>The practice exchange starts on this computer. No real money is involved.</source>
        <translation>अभ्यास एक्सचेंज इसी कंप्यूटर पर शुरू होता है। असली पैसा नहीं लगता।</translation>
    </message>
    <message>
        <source>The same PIN again</source>
        <translation>वही PIN फिर से</translation>
    </message>
    <message>
        <source>The same exchange by the classic login: password, six-digit code, market orders.</source>
        <translation>वही एक्सचेंज पुराने लॉग-इन से: पासवर्ड, छह अंकों का कोड, बाज़ार ऑर्डर।</translation>
    </message>
    <message>
        <source>The same for options, never passed.</source>
        <translation>ऑप्शन के लिए वही, कभी पार नहीं।</translation>
    </message>
    <message>
        <source>The same for options, which move more.</source>
        <translation>ऑप्शन के लिए वही, जो अधिक चलते हैं।</translation>
    </message>
    <message>
        <source>The same order twice within this time asks first. 0 never asks.</source>
        <translation>इस समय के भीतर वही ऑर्डर दोबारा हो तो पहले पूछता है। 0: कभी नहीं।</translation>
    </message>
    <message>
        <source>The same, never passed. Exits and cancels still go.</source>
        <translation>वही, कभी पार नहीं। निकासी और रद्द फिर भी जाते हैं।</translation>
    </message>
    <message>
        <source>The terminal is locked</source>
        <translation>टर्मिनल लॉक है</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>दोनों एक जैसे नहीं हैं।</translation>
    </message>
    <message>
        <source>The whole address, or the code alone</source>
        <translation>पूरा पता, या केवल कोड</translation>
    </message>
    <message>
        <source>The window behind follows as you choose.</source>
        <translation>चुनते ही पीछे की विंडो बदलती है।</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>थीम</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>फिर</translation>
    </message>
    <message>
        <source>These work without the PIN:</source>
        <translation>ये PIN के बिना चलते हैं:</translation>
    </message>
    <message>
        <source>They are gone for good. What has fired stays in the history of this run.</source>
        <translation>ये हमेशा के लिए गए। जो बज चुका वह इस दौर के इतिहास में रहता है।</translation>
    </message>
    <message>
        <source>This basket is empty.
Add legs from the watchlist, orders and positions (right click), or from the order ticket with Ctrl+Shift+Enter.</source>
        <translation>यह बास्केट ख़ाली है।
वॉचलिस्ट, ऑर्डर और पोज़ीशन से (दायाँ क्लिक), या ऑर्डर टिकट से Ctrl+Shift+Enter से हिस्से जोड़ें।</translation>
    </message>
    <message>
        <source>This system has no keyring, so there is no safe place for a PIN and the lock is not offered. Lock the screen of the computer instead.</source>
        <translation>इस सिस्टम में कीरिंग नहीं है, इसलिए PIN के लिए सुरक्षित जगह नहीं और लॉक नहीं दिया जाता। इसके बदले कंप्यूटर की स्क्रीन लॉक करें।</translation>
    </message>
    <message>
        <source>This system has no keyring: secrets stay in memory and are forgotten when you quit.</source>
        <translation>इस सिस्टम में कीरिंग नहीं है: गुप्त बातें स्मृति में रहती हैं और बंद करने पर भुला दी जाती हैं।</translation>
    </message>
    <message>
        <source>Tick</source>
        <translation>निशान लगाएँ</translation>
    </message>
    <message>
        <source>Tick rows for a subtotal, or to exit them together  (Space)</source>
        <translation>उप-योग के लिए, या एक साथ निकलने के लिए पंक्तियाँ चुनें  (Space)</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>समय</translation>
    </message>
    <message>
        <source>Time (IST)</source>
        <translation>समय (IST)</translation>
    </message>
    <message>
        <source>Time since the last message of any feed.</source>
        <translation>किसी भी फ़ीड के अंतिम संदेश से बीता समय।</translation>
    </message>
    <message>
        <source>Time until arming ends without input.</source>
        <translation>बिना इनपुट के तैयारी समाप्त होने तक का समय।</translation>
    </message>
    <message>
        <source>To</source>
        <translation>तक</translation>
    </message>
    <message>
        <source>To come</source>
        <translation>आने वाले</translation>
    </message>
    <message>
        <source>To go</source>
        <translation>बाकी दूरी</translation>
    </message>
    <message>
        <source>To sell it</source>
        <translation>बेचने के लिए</translation>
    </message>
    <message>
        <source>Too many wrong tries. Try again in {seconds} s.</source>
        <translation>बहुत बार ग़लत। {seconds} सेकंड बाद फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>Trade id</source>
        <translation>सौदा आईडी</translation>
    </message>
    <message>
        <source>Trades</source>
        <translation>सौदे</translation>
    </message>
    <message>
        <source>Trades appear here once an account is logged in.</source>
        <translation>खाते में लॉग-इन होने पर सौदे यहाँ दिखते हैं।</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>ट्रिगर</translation>
    </message>
    <message>
        <source>Triggers appear here once an account is logged in.</source>
        <translation>खाते में लॉग-इन होने पर ट्रिगर यहाँ दिखते हैं।</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>फिर कोशिश करें</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>अभी कोशिश करें</translation>
    </message>
    <message>
        <source>Try the refused again</source>
        <translation>अस्वीकृत को फिर भेजें</translation>
    </message>
    <message>
        <source>Turn buy into sell</source>
        <translation>ख़रीद को बिक्री में बदलें</translation>
    </message>
    <message>
        <source>Two short notes when an alert fires. The notice comes either way.</source>
        <translation>अलर्ट बजने पर दो छोटे स्वर। सूचना दोनों स्थितियों में आती है।</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>प्रकार</translation>
    </message>
    <message>
        <source>UNLOCK</source>
        <translation>खोलें</translation>
    </message>
    <message>
        <source>Underlying</source>
        <translation>आधार</translation>
    </message>
    <message>
        <source>Undo the deletion</source>
        <translation>हटाना वापस लें</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>इकाइयाँ</translation>
    </message>
    <message>
        <source>Units allotted or redeemed; of a purchase known once it has settled</source>
        <translation>मिली या भुनाई गई इकाइयाँ; ख़रीद की निपटान के बाद पता चलती हैं</translation>
    </message>
    <message>
        <source>Units bought and sold in one day.</source>
        <translation>एक दिन में ख़रीदी और बेची इकाइयाँ।</translation>
    </message>
    <message>
        <source>Units held; + long, − short</source>
        <translation>रखी इकाइयाँ; + लॉन्ग, − शॉर्ट</translation>
    </message>
    <message>
        <source>Units in one day, never passed.</source>
        <translation>एक दिन की इकाइयाँ, कभी पार नहीं।</translation>
    </message>
    <message>
        <source>Units in one order above which you are asked.</source>
        <translation>एक ऑर्डर की इकाइयाँ, जिनके ऊपर पूछा जाता है।</translation>
    </message>
    <message>
        <source>Units in one order that are never passed.</source>
        <translation>एक ऑर्डर की इकाइयाँ, जो कभी पार नहीं होतीं।</translation>
    </message>
    <message>
        <source>Units pledged for margin; they cannot be redeemed</source>
        <translation>मार्जिन के लिए गिरवी इकाइयाँ; ये भुनाई नहीं जा सकतीं</translation>
    </message>
    <message>
        <source>Units times the last known NAV</source>
        <translation>इकाइयाँ गुणा अंतिम ज्ञात NAV</translation>
    </message>
    <message>
        <source>Units traded today</source>
        <translation>आज के सौदों की इकाइयाँ</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>खोलें</translation>
    </message>
    <message>
        <source>Unlock without the PIN?</source>
        <translation>PIN के बिना खोलें?</translation>
    </message>
    <message>
        <source>Until when it waits, and the days that are left</source>
        <translation>कब तक रुकता है, और कितने दिन शेष</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>अपडेट</translation>
    </message>
    <message>
        <source>Use IPv4 only</source>
        <translation>केवल IPv4 का उपयोग</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>यही लें</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>उपयोगकर्ता गाइड</translation>
    </message>
    <message>
        <source>User id</source>
        <translation>यूज़र आईडी</translation>
    </message>
    <message>
        <source>Validity</source>
        <translation>वैधता</translation>
    </message>
    <message>
        <source>Validity in minutes</source>
        <translation>वैधता मिनटों में</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>मूल्य</translation>
    </message>
    <message>
        <source>Value less what was invested, before tax and exit load</source>
        <translation>मूल्य में से निवेश घटाकर, कर और निकास शुल्क से पहले</translation>
    </message>
    <message>
        <source>Variety</source>
        <translation>किस्म</translation>
    </message>
    <message>
        <source>Vendor code</source>
        <translation>विक्रेता कोड</translation>
    </message>
    <message>
        <source>View</source>
        <translation>दृश्य</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>वॉल्यूम</translation>
    </message>
    <message>
        <source>Wait for the trigger, then become a limit order at your price</source>
        <translation>ट्रिगर की प्रतीक्षा, फिर आपके भाव पर लिमिट ऑर्डर</translation>
    </message>
    <message>
        <source>Wait for the trigger, then fill at the market inside the protection band</source>
        <translation>ट्रिगर की प्रतीक्षा, फिर सुरक्षा दायरे के भीतर बाज़ार भाव पर</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>प्रतीक्षा</translation>
    </message>
    <message>
        <source>Waiting for its trigger</source>
        <translation>ट्रिगर की प्रतीक्षा में</translation>
    </message>
    <message>
        <source>Waiting for your browser…</source>
        <translation>ब्राउज़र की प्रतीक्षा…</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>चेतावनी</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>देखें</translation>
    </message>
    <message>
        <source>Watched by</source>
        <translation>कौन देखता है</translation>
    </message>
    <message>
        <source>Watchlist</source>
        <translation>वॉचलिस्ट</translation>
    </message>
    <message>
        <source>What a unit cost on average</source>
        <translation>एक इकाई की औसत लागत</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>इसका क्या हुआ</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>क्या हुआ</translation>
    </message>
    <message>
        <source>What happens when it fires</source>
        <translation>बजने पर क्या होता है</translation>
    </message>
    <message>
        <source>What is watched, as it is now</source>
        <translation>जो देखा जा रहा है, अभी जैसा है</translation>
    </message>
    <message>
        <source>What it has fetched stays in the store. It can be resumed later.</source>
        <translation>जो मिला वह भंडार में रहता है। बाद में आगे बढ़ाया जा सकता है।</translation>
    </message>
    <message>
        <source>What it means for your orders</source>
        <translation>आपके ऑर्डर के लिए इसका अर्थ</translation>
    </message>
    <message>
        <source>What now</source>
        <translation>अब क्या</translation>
    </message>
    <message>
        <source>What should the desktop tell you?</source>
        <translation>डेस्कटॉप आपको क्या बताए?</translation>
    </message>
    <message>
        <source>What the depth takes against the last price</source>
        <translation>अंतिम भाव के मुक़ाबले गहराई जितना लेती है</translation>
    </message>
    <message>
        <source>What this desktop is told while the window is not in front. Applies at once.</source>
        <translation>विंडो सामने न हो तब डेस्कटॉप को क्या बताया जाए। तुरंत लागू।</translation>
    </message>
    <message>
        <source>What this leg alone would block, ₹</source>
        <translation>यह हिस्सा अकेला जितना रोकेगा, ₹</translation>
    </message>
    <message>
        <source>What was watched, at the tick that fired it</source>
        <translation>जो देखा जा रहा था, बजने के टिक पर</translation>
    </message>
    <message>
        <source>When an alert fires. Applies at once.</source>
        <translation>अलर्ट बजने पर। तुरंत लागू।</translation>
    </message>
    <message>
        <source>When the next instalment is placed; none while paused</source>
        <translation>अगली किस्त कब लगेगी; रुका हो तो कोई नहीं</translation>
    </message>
    <message>
        <source>When the price</source>
        <translation>जब भाव</translation>
    </message>
    <message>
        <source>Where do you want to trade?</source>
        <translation>आप कहाँ ट्रेड करना चाहते हैं?</translation>
    </message>
    <message>
        <source>Where the order is; of one that lives for minutes the time it has left</source>
        <translation>ऑर्डर कहाँ है; मिनटों वाले ऑर्डर का शेष समय</translation>
    </message>
    <message>
        <source>Whether prices and order news stream in.</source>
        <translation>भाव और ऑर्डर की ख़बरें आ रही हैं या नहीं।</translation>
    </message>
    <message>
        <source>Whether the depository lets you sell today: authorise it before a sale is refused</source>
        <translation>डिपॉज़िटरी आज बेचने देगी या नहीं: बिक्री अस्वीकार होने से पहले अनुमति दें</translation>
    </message>
    <message>
        <source>Whether the fund pays out</source>
        <translation>फ़ंड भुगतान करता है या नहीं</translation>
    </message>
    <message>
        <source>Whether the fund takes new money</source>
        <translation>फ़ंड नया पैसा लेता है या नहीं</translation>
    </message>
    <message>
        <source>Which keys are in your fingers?</source>
        <translation>आपकी उँगलियों को कौन-सी कुंजियाँ आती हैं?</translation>
    </message>
    <message>
        <source>Which part</source>
        <translation>कौन-सा भाग</translation>
    </message>
    <message>
        <source>Which underlyings</source>
        <translation>कौन-से आधार</translation>
    </message>
    <message>
        <source>Without a PIN there is no lock: choose one in the menu under Terminal.</source>
        <translation>PIN के बिना लॉक नहीं: मेनू में “टर्मिनल” के नीचे चुनें।</translation>
    </message>
    <message>
        <source>Word to unlock</source>
        <translation>खोलने का शब्द</translation>
    </message>
    <message>
        <source>XIRR</source>
        <translation>XIRR</translation>
    </message>
    <message>
        <source>You run version {running}. The list that says so is signed by the makers of this program. The terminal does not replace itself: it saves the file where you say, checks it against the list, and you install it when it suits you.</source>
        <translation>आप संस्करण {running} चला रहे हैं। यह बताने वाली सूची इस प्रोग्राम के बनाने वालों की हस्ताक्षरित है। टर्मिनल स्वयं को नहीं बदलता: यह फ़ाइल वहाँ सहेजता है जहाँ आप कहें, उसे सूची से जाँचता है, और आप जब चाहें इंस्टॉल करते हैं।</translation>
    </message>
    <message>
        <source>You run version {version}.</source>
        <translation>आप संस्करण {version} चला रहे हैं।</translation>
    </message>
    <message>
        <source>Your own word for the order. It is kept in this terminal&apos;s journal: the broker&apos;s own tag carries the number by which a lost reply is found again</source>
        <translation>ऑर्डर के लिए आपका अपना शब्द। यह इस टर्मिनल की बही में रहता है: ब्रोकर के टैग में वह संख्या होती है जिससे खोया जवाब फिर मिलता है</translation>
    </message>
    <message>
        <source>Your own word for this order: shown and searched in the order book</source>
        <translation>इस ऑर्डर के लिए आपका अपना शब्द: ऑर्डर बुक में दिखता और खोजा जाता है</translation>
    </message>
    <message>
        <source>Your password is never asked.</source>
        <translation>आपका पासवर्ड कभी नहीं पूछा जाता।</translation>
    </message>
    <message>
        <source>Your password is used once and kept nowhere.</source>
        <translation>आपका पासवर्ड एक बार काम आता है और कहीं नहीं रखा जाता।</translation>
    </message>
    <message>
        <source>Zerodha Kite (live)</source>
        <translation>Zerodha Kite (लाइव)</translation>
    </message>
    <message>
        <source>Zerodha&apos;s sandbox</source>
        <translation>Zerodha का सैंडबॉक्स</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>ज़ूम</translation>
    </message>
    <message>
        <source>all</source>
        <translation>सब</translation>
    </message>
    <message>
        <source>and check the day again next morning</source>
        <translation>और अगली सुबह दिन फिर जाँचें</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>और {count} अन्य</translation>
    </message>
    <message>
        <source>asking the broker…</source>
        <translation>ब्रोकर से पूछा जा रहा है…</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>तुरंत</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>अपने आप</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>जुड़ रहा है</translation>
    </message>
    <message>
        <source>feed {age}</source>
        <translation>फ़ीड {age}</translation>
    </message>
    <message>
        <source>live</source>
        <translation>लाइव</translation>
    </message>
    <message>
        <source>loading {what}</source>
        <translation>{what} लोड हो रहा है</translation>
    </message>
    <message>
        <source>log in again</source>
        <translation>फिर से लॉग-इन करें</translation>
    </message>
    <message>
        <source>market</source>
        <translation>बाज़ार</translation>
    </message>
    <message>
        <source>min</source>
        <translation>मि.</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>कोई सीमा नहीं</translation>
    </message>
    <message>
        <source>no resting orders</source>
        <translation>कोई ऑर्डर नहीं</translation>
    </message>
    <message>
        <source>no stream</source>
        <translation>स्ट्रीम नहीं</translation>
    </message>
    <message>
        <source>no ticks</source>
        <translation>टिक नहीं</translation>
    </message>
    <message>
        <source>none</source>
        <translation>कोई नहीं</translation>
    </message>
    <message>
        <source>off</source>
        <translation>बंद</translation>
    </message>
    <message>
        <source>on</source>
        <translation>चालू</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>वैकल्पिक</translation>
    </message>
    <message>
        <source>reconnecting</source>
        <translation>फिर जुड़ रहा है</translation>
    </message>
    <message>
        <source>{account} is not connected</source>
        <translation>{account} जुड़ा हुआ नहीं है</translation>
    </message>
    <message>
        <source>{account}: connecting</source>
        <translation>{account}: जुड़ रहा है</translation>
    </message>
    <message>
        <source>{account}: log in again</source>
        <translation>{account}: फिर से लॉग-इन करें</translation>
    </message>
    <message>
        <source>{account}: no stream</source>
        <translation>{account}: स्ट्रीम नहीं</translation>
    </message>
    <message>
        <source>{buyers}% buyers · {sellers}% sellers</source>
        <translation>{buyers}% ख़रीदार · {sellers}% विक्रेता</translation>
    </message>
    <message>
        <source>{count} files, {size} kB before packing</source>
        <translation>{count} फ़ाइलें, पैक होने से पहले {size} kB</translation>
    </message>
    <message>
        <source>{count} lots</source>
        <translation>{count} लॉट</translation>
    </message>
    <message>
        <source>{count} new notices</source>
        <translation>{count} नई सूचनाएँ</translation>
    </message>
    <message>
        <source>{count} orders were on the way.</source>
        <translation>{count} ऑर्डर रास्ते में थे।</translation>
    </message>
    <message>
        <source>{count} settings change with {file}.</source>
        <translation>{file} से {count} सेटिंग बदलती हैं।</translation>
    </message>
    <message>
        <source>{count} settings changed</source>
        <translation>{count} सेटिंग बदलीं</translation>
    </message>
    <message>
        <source>{count} things happened</source>
        <translation>{count} बातें हुईं</translation>
    </message>
    <message>
        <source>{field} is needed.</source>
        <translation>{field} ज़रूरी है।</translation>
    </message>
    <message>
        <source>{file} holds nothing that differs from the settings in force.</source>
        <translation>{file} में ऐसा कुछ नहीं जो मौजूदा सेटिंग से अलग हो।</translation>
    </message>
    <message>
        <source>{file}: it is what the makers signed for. Close the terminal, then install it.</source>
        <translation>{file}: यह वही है जिस पर निर्माताओं के हस्ताक्षर हैं। टर्मिनल बंद करें, फिर इसे इंस्टॉल करें।</translation>
    </message>
    <message>
        <source>{file}: without accounts or passwords.</source>
        <translation>{file}: खातों और पासवर्ड के बिना।</translation>
    </message>
    <message>
        <source>{index}: click to select, press Enter on the chart to open it.</source>
        <translation>{index}: चुनने के लिए क्लिक करें, खोलने के लिए चार्ट पर Enter दबाएँ।</translation>
    </message>
    <message>
        <source>हिन्दी (Hindi)</source>
        <translation>हिन्दी (Hindi)</translation>
    </message>
</context>
<context>
    <name>told</name>
    <message>
        <source>(+{1} more)</source>
        <translation>(+{1} और)</translation>
    </message>
    <message>
        <source>(could not be read: {1})</source>
        <translation>(पढ़ा नहीं जा सका: {1})</translation>
    </message>
    <message>
        <source>(none: everything is as shipped)</source>
        <translation>(कोई नहीं: सब मूल रूप में है)</translation>
    </message>
    <message>
        <source>(not logged in)</source>
        <translation>(लॉग-इन नहीं)</translation>
    </message>
    <message>
        <source>(not readable: {1})</source>
        <translation>(पढ़ने लायक नहीं: {1})</translation>
    </message>
    <message>
        <source>({1} are done)</source>
        <translation>({1} हो चुकीं)</translation>
    </message>
    <message>
        <source>+{1}% on {2}</source>
        <translation>{2} पर +{1}%</translation>
    </message>
    <message>
        <source>, a weekend</source>
        <translation>, सप्ताहांत</translation>
    </message>
    <message>
        <source>, and what the {1} days before lack</source>
        <translation>, और पहले के {1} दिनों में जो कम है</translation>
    </message>
    <message>
        <source>, at least {1}</source>
        <translation>, कम से कम {1}</translation>
    </message>
    <message>
        <source>, checked again</source>
        <translation>, फिर जाँचा</translation>
    </message>
    <message>
        <source>, in multiples of {1}</source>
        <translation>, {1} के गुणज में</translation>
    </message>
    <message>
        <source>, in steps of {1}</source>
        <translation>, {1} के कदमों में</translation>
    </message>
    <message>
        <source>, the NAV of {1}</source>
        <translation>, {1} का NAV</translation>
    </message>
    <message>
        <source>, the first {1} shown</source>
        <translation>, पहले {1} दिखाए</translation>
    </message>
    <message>
        <source>, {1} filled</source>
        <translation>, {1} भरे</translation>
    </message>
    <message>
        <source>, {1} not known</source>
        <translation>, {1} पता नहीं</translation>
    </message>
    <message>
        <source>, {1} of them shown</source>
        <translation>, उनमें से {1} दिखाए</translation>
    </message>
    <message>
        <source>.
{1} {2} left out: the {3} is not known.</source>
        <translation>।
{1} {2} छोड़ी गईं: {3} पता नहीं।</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 घंटा</translation>
    </message>
    <message>
        <source>1 leg cannot</source>
        <translation>1 हिस्सा नहीं</translation>
    </message>
    <message>
        <source>1 leg was</source>
        <translation>1 हिस्सा</translation>
    </message>
    <message>
        <source>1 lot = {1}</source>
        <translation>1 लॉट = {1}</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 मिनट</translation>
    </message>
    <message>
        <source>1 minute has</source>
        <translation>1 मिनट में</translation>
    </message>
    <message>
        <source>1 order</source>
        <translation>1 ऑर्डर</translation>
    </message>
    <message>
        <source>1 position</source>
        <translation>1 पोज़ीशन</translation>
    </message>
    <message>
        <source>1 series-day</source>
        <translation>1 सीरीज़-दिन</translation>
    </message>
    <message>
        <source>10 minutes</source>
        <translation>10 मिनट</translation>
    </message>
    <message>
        <source>15 minutes</source>
        <translation>15 मिनट</translation>
    </message>
    <message>
        <source>18 % goods and services tax on brokerage, exchange and regulator&apos;s fees.</source>
        <translation>ब्रोकरेज, एक्सचेंज और नियामक के शुल्क पर 18 % वस्तु एवं सेवा कर।</translation>
    </message>
    <message>
        <source>2 Nov 2026, 2026-11-02, today or -30 (days back)</source>
        <translation>2 Nov 2026, 2026-11-02, today या -30 (दिन पहले)</translation>
    </message>
    <message>
        <source>3 minutes</source>
        <translation>3 मिनट</translation>
    </message>
    <message>
        <source>3 months</source>
        <translation>3 महीने</translation>
    </message>
    <message>
        <source>30 minutes</source>
        <translation>30 मिनट</translation>
    </message>
    <message>
        <source>5 minutes</source>
        <translation>5 मिनट</translation>
    </message>
    <message>
        <source>5 then Return</source>
        <translation>5 फिर Return</translation>
    </message>
    <message>
        <source>; closing costs about {1} more</source>
        <translation>; बंद करने में लगभग {1} और लगेंगे</translation>
    </message>
    <message>
        <source>; paid to your bank {1} {2} later</source>
        <translation>; {1} {2} बाद आपके बैंक में</translation>
    </message>
    <message>
        <source>; the day again next morning</source>
        <translation>; अगली सुबह दिन फिर</translation>
    </message>
    <message>
        <source>A SIP instalment of ₹{1} is placed.</source>
        <translation>₹{1} की एक SIP किस्त लगी।</translation>
    </message>
    <message>
        <source>A SIP&apos;s instalment</source>
        <translation>SIP की एक किस्त</translation>
    </message>
    <message>
        <source>A basket holds {1} legs; this one is too many.</source>
        <translation>बास्केट में {1} हिस्से आते हैं; यह एक अधिक है।</translation>
    </message>
    <message>
        <source>A basket holds {1} legs; {2}, and {3} more do not fit.</source>
        <translation>बास्केट में {1} हिस्से आते हैं; {2}, और {3} और नहीं आते।</translation>
    </message>
    <message>
        <source>A basket needs a name.</source>
        <translation>बास्केट का नाम ज़रूरी है।</translation>
    </message>
    <message>
        <source>A change lies between −100 % and 10,000 %.</source>
        <translation>बदलाव −100 % और 10,000 % के बीच होता है।</translation>
    </message>
    <message>
        <source>A change of this alert is on its way.</source>
        <translation>इस अलर्ट का बदलाव रास्ते में है।</translation>
    </message>
    <message>
        <source>A chart of any series that is held, and export</source>
        <translation>रखी किसी भी सीरीज़ का चार्ट, और निर्यात</translation>
    </message>
    <message>
        <source>A conversion of this position is under way and not answered yet.</source>
        <translation>इस पोज़िशन को बदलने का एक अनुरोध चल रहा है और उसका जवाब अभी नहीं आया।</translation>
    </message>
    <message>
        <source>A cover order enters by market or limit; its trigger is the stop.</source>
        <translation>कवर ऑर्डर बाज़ार या लिमिट भाव पर लगता है; उसका ट्रिगर स्टॉप है।</translation>
    </message>
    <message>
        <source>A cover order is for today only.</source>
        <translation>कवर ऑर्डर केवल आज के लिए होता है।</translation>
    </message>
    <message>
        <source>A cover order needs a price to measure its stop from.</source>
        <translation>कवर ऑर्डर का स्टॉप नापने के लिए भाव ज़रूरी है।</translation>
    </message>
    <message>
        <source>A cover order needs the trigger of its stop.</source>
        <translation>कवर ऑर्डर के लिए उसके स्टॉप का ट्रिगर ज़रूरी है।</translation>
    </message>
    <message>
        <source>A fault of this program ended it: {1}.</source>
        <translation>इस प्रोग्राम की गड़बड़ी से यह समाप्त हुआ: {1}।</translation>
    </message>
    <message>
        <source>A fund order of an earlier run cannot be read from the journal.</source>
        <translation>पिछले दौर का एक फ़ंड ऑर्डर बही से पढ़ा नहीं जा सकता।</translation>
    </message>
    <message>
        <source>A fund order with the side {1} cannot be read.</source>
        <translation>{1} पक्ष का फ़ंड ऑर्डर पढ़ा नहीं जा सकता।</translation>
    </message>
    <message>
        <source>A limit {1} it, such as {2}, gives it room.</source>
        <translation>इससे {1} की लिमिट, जैसे {2}, इसे जगह देती है।</translation>
    </message>
    <message>
        <source>A login page is good once and for a few minutes: start again. If it stays, check API key and secret.</source>
        <translation>लॉग-इन पन्ना एक बार और कुछ मिनट के लिए चलता है: फिर से शुरू करें। फिर भी ऐसा हो तो API कुंजी और सीक्रेट जाँचें।</translation>
    </message>
    <message>
        <source>A lost reply could not be looked up. Wait a moment, or refresh.</source>
        <translation>खोए जवाब का पता नहीं चल सका। थोड़ा रुकें, या ताज़ा करें।</translation>
    </message>
    <message>
        <source>A market order goes out as a limit order</source>
        <translation>बाज़ार ऑर्डर लिमिट ऑर्डर बनकर जाता है</translation>
    </message>
    <message>
        <source>A market order needs market protection.</source>
        <translation>बाज़ार ऑर्डर के लिए बाज़ार सुरक्षा ज़रूरी है।</translation>
    </message>
    <message>
        <source>A new one</source>
        <translation>एक नया</translation>
    </message>
    <message>
        <source>A number, or until you stop it</source>
        <translation>संख्या, या जब तक आप न रोकें</translation>
    </message>
    <message>
        <source>A part of the program failed</source>
        <translation>प्रोग्राम का एक हिस्सा विफल हुआ</translation>
    </message>
    <message>
        <source>A part of the program failed: {1}. Orders and prices go on; this part of the screen may be out of date.</source>
        <translation>प्रोग्राम का एक हिस्सा विफल हुआ: {1}। ऑर्डर और भाव चलते रहते हैं; स्क्रीन का यह हिस्सा पुराना हो सकता है।</translation>
    </message>
    <message>
        <source>A percentage, or empty for automatic</source>
        <translation>प्रतिशत, या अपने आप के लिए ख़ाली</translation>
    </message>
    <message>
        <source>A price is above 0.</source>
        <translation>भाव 0 से ऊपर होता है।</translation>
    </message>
    <message>
        <source>A price is above zero.</source>
        <translation>भाव शून्य से ऊपर होता है।</translation>
    </message>
    <message>
        <source>A purchase is for an amount, not for units.</source>
        <translation>ख़रीद राशि से होती है, इकाइयों से नहीं।</translation>
    </message>
    <message>
        <source>A redemption is for units, not for an amount.</source>
        <translation>भुनाना इकाइयों से होता है, राशि से नहीं।</translation>
    </message>
    <message>
        <source>A single trigger cannot become a pair, nor a pair a single one.</source>
        <translation>एकल ट्रिगर जोड़ी नहीं बन सकता, न जोड़ी एकल।</translation>
    </message>
    <message>
        <source>A time-limited order needs its minutes.</source>
        <translation>समय वाले ऑर्डर के लिए मिनट ज़रूरी हैं।</translation>
    </message>
    <message>
        <source>A trigger cannot be that far away.</source>
        <translation>ट्रिगर इतनी दूर नहीं हो सकता।</translation>
    </message>
    <message>
        <source>A trigger of the same terms is active or on its way.</source>
        <translation>इन्हीं शर्तों का ट्रिगर सक्रिय है या रास्ते में है।</translation>
    </message>
    <message>
        <source>A trigger on {1} cannot place {2} orders.</source>
        <translation>{1} पर ट्रिगर {2} ऑर्डर नहीं लगा सकता।</translation>
    </message>
    <message>
        <source>A trigger places {1} orders only.</source>
        <translation>ट्रिगर केवल {1} ऑर्डर लगाता है।</translation>
    </message>
    <message>
        <source>A trigger takes no {1} here: this {2} order will not close the {3} position.</source>
        <translation>ट्रिगर यहाँ {1} नहीं लेता: यह {2} ऑर्डर {3} पोज़ीशन को बंद नहीं करेगा।</translation>
    </message>
    <message>
        <source>A trigger&apos;s instrument cannot be changed.</source>
        <translation>ट्रिगर का इंस्ट्रूमेंट बदला नहीं जा सकता।</translation>
    </message>
    <message>
        <source>A two-leg buy is possible for futures and options only.</source>
        <translation>दो हिस्सों वाली ख़रीद केवल फ़्यूचर और ऑप्शन में संभव है।</translation>
    </message>
    <message>
        <source>A weekly SIP has no day of the month.</source>
        <translation>साप्ताहिक SIP में महीने का दिन नहीं होता।</translation>
    </message>
    <message>
        <source>A whole number from {1} to {2}</source>
        <translation>{1} से {2} तक की पूर्ण संख्या</translation>
    </message>
    <message>
        <source>A write of over six days ago was never confirmed, and the broker&apos;s list does not go back that far. Look at triggers and orders.</source>
        <translation>छह दिन से अधिक पहले के एक लेखन की पुष्टि कभी नहीं हुई, और ब्रोकर की सूची उतना पीछे नहीं जाती। ट्रिगर और ऑर्डर देखें।</translation>
    </message>
    <message>
        <source>API key and API secret are needed.</source>
        <translation>API कुंजी और API सीक्रेट ज़रूरी हैं।</translation>
    </message>
    <message>
        <source>About {1} at {2}</source>
        <translation>{2} पर लगभग {1}</translation>
    </message>
    <message>
        <source>About {1} units at {2}</source>
        <translation>{2} पर लगभग {1} इकाइयाँ</translation>
    </message>
    <message>
        <source>Above 0 and at most 100 %</source>
        <translation>0 से ऊपर और अधिक से अधिक 100 %</translation>
    </message>
    <message>
        <source>Above the freeze quantity of {1}: {2}</source>
        <translation>फ़्रीज़ मात्रा {1} से ऊपर: {2}</translation>
    </message>
    <message>
        <source>Account of the basket</source>
        <translation>बास्केट का खाता</translation>
    </message>
    <message>
        <source>Account {1}</source>
        <translation>खाता {1}</translation>
    </message>
    <message>
        <source>Account {1}: {2} {3}</source>
        <translation>खाता {1}: {2} {3}</translation>
    </message>
    <message>
        <source>Added as regular orders</source>
        <translation>सामान्य ऑर्डर के रूप में जोड़ा</translation>
    </message>
    <message>
        <source>Added to “{1}”: {2} of {3} legs.</source>
        <translation>“{1}” में जोड़े: {3} में से {2} हिस्से।</translation>
    </message>
    <message>
        <source>Added today</source>
        <translation>आज जोड़ा</translation>
    </message>
    <message>
        <source>Additional margin</source>
        <translation>अतिरिक्त मार्जिन</translation>
    </message>
    <message>
        <source>Additional margin that the broker granted for a time.</source>
        <translation>ब्रोकर का कुछ समय के लिए दिया अतिरिक्त मार्जिन।</translation>
    </message>
    <message>
        <source>Addresses of Shoonya</source>
        <translation>Shoonya के पते</translation>
    </message>
    <message>
        <source>Addresses of Zerodha Kite</source>
        <translation>Zerodha Kite के पते</translation>
    </message>
    <message>
        <source>After close</source>
        <translation>बंद के बाद</translation>
    </message>
    <message>
        <source>After market (AMO)</source>
        <translation>बाज़ार के बाद (AMO)</translation>
    </message>
    <message>
        <source>After the last day, {1}</source>
        <translation>अंतिम दिन के बाद, {1}</translation>
    </message>
    <message>
        <source>After the login the browser&apos;s address ends in ?code=… : paste that whole address, or what stands after code=.</source>
        <translation>लॉग-इन के बाद ब्राउज़र का पता ?code=… पर समाप्त होता है: वह पूरा पता चिपकाएँ, या code= के बाद जो है।</translation>
    </message>
    <message>
        <source>Against your average cost, before charges</source>
        <translation>आपकी औसत लागत के मुक़ाबले, शुल्क से पहले</translation>
    </message>
    <message>
        <source>Against your cost</source>
        <translation>आपकी लागत के मुक़ाबले</translation>
    </message>
    <message>
        <source>Age of the feed</source>
        <translation>फ़ीड की आयु</translation>
    </message>
    <message>
        <source>Alert at {1}…</source>
        <translation>{1} पर अलर्ट…</translation>
    </message>
    <message>
        <source>Alert history</source>
        <translation>अलर्ट का इतिहास</translation>
    </message>
    <message>
        <source>Alert me when {1}</source>
        <translation>मुझे बताएँ जब {1}</translation>
    </message>
    <message>
        <source>Alert on {1}</source>
        <translation>{1} पर अलर्ट</translation>
    </message>
    <message>
        <source>Alert {1}</source>
        <translation>अलर्ट {1}</translation>
    </message>
    <message>
        <source>Alert {1}: orders</source>
        <translation>अलर्ट {1}: ऑर्डर</translation>
    </message>
    <message>
        <source>Alert: {1}</source>
        <translation>अलर्ट: {1}</translation>
    </message>
    <message>
        <source>All F&amp;O stocks</source>
        <translation>सभी F&amp;O शेयर</translation>
    </message>
    <message>
        <source>All F&amp;O stocks and indices</source>
        <translation>सभी F&amp;O शेयर और इंडेक्स</translation>
    </message>
    <message>
        <source>All categories</source>
        <translation>सभी श्रेणियाँ</translation>
    </message>
    <message>
        <source>All charges</source>
        <translation>सभी शुल्क</translation>
    </message>
    <message>
        <source>All charges of the order</source>
        <translation>ऑर्डर के सभी शुल्क</translation>
    </message>
    <message>
        <source>All dividends</source>
        <translation>सभी लाभांश</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>सभी फ़ाइलें (*)</translation>
    </message>
    <message>
        <source>All fund houses</source>
        <translation>सभी फ़ंड हाउस</translation>
    </message>
    <message>
        <source>All funds</source>
        <translation>सभी फ़ंड</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>सभी प्रकार</translation>
    </message>
    <message>
        <source>All margin</source>
        <translation>पूरा मार्जिन</translation>
    </message>
    <message>
        <source>All of {1}</source>
        <translation>{1} का सब</translation>
    </message>
    <message>
        <source>All plans</source>
        <translation>सभी प्लान</translation>
    </message>
    <message>
        <source>All resting orders: {1} to buy, {2} to sell</source>
        <translation>सभी पड़े ऑर्डर: {1} ख़रीद के, {2} बिक्री के</translation>
    </message>
    <message>
        <source>All tags</source>
        <translation>सभी टैग</translation>
    </message>
    <message>
        <source>All that is held</source>
        <translation>जो कुछ रखा है</translation>
    </message>
    <message>
        <source>All {1}: their order makes no difference.</source>
        <translation>सब {1}: क्रम से कोई अंतर नहीं।</translation>
    </message>
    <message>
        <source>Allocation: {1} {2} percent</source>
        <translation>बँटवारा: {1} {2} प्रतिशत</translation>
    </message>
    <message>
        <source>Alt+Up / Down</source>
        <translation>Alt+ऊपर / नीचे</translation>
    </message>
    <message>
        <source>Amount ₹</source>
        <translation>राशि ₹</translation>
    </message>
    <message>
        <source>An active alert has the same terms.</source>
        <translation>इन्हीं शर्तों का एक अलर्ट सक्रिय है।</translation>
    </message>
    <message>
        <source>An age only grows.</source>
        <translation>आयु केवल बढ़ती है।</translation>
    </message>
    <message>
        <source>An alert needs a name.</source>
        <translation>अलर्ट का नाम ज़रूरी है।</translation>
    </message>
    <message>
        <source>An alert places at most {1} orders.</source>
        <translation>अलर्ट अधिक से अधिक {1} ऑर्डर लगाता है।</translation>
    </message>
    <message>
        <source>An auction order needs the auction&apos;s number.</source>
        <translation>नीलामी ऑर्डर के लिए नीलामी की संख्या ज़रूरी है।</translation>
    </message>
    <message>
        <source>An auction order needs the number of the auction.</source>
        <translation>नीलामी ऑर्डर के लिए नीलामी की संख्या ज़रूरी है।</translation>
    </message>
    <message>
        <source>An earlier change of this trigger is not answered yet.</source>
        <translation>इस ट्रिगर के पिछले बदलाव का जवाब अभी नहीं आया।</translation>
    </message>
    <message>
        <source>An earlier request for this trigger is not answered yet.</source>
        <translation>इस ट्रिगर के पिछले अनुरोध का जवाब अभी नहीं आया।</translation>
    </message>
    <message>
        <source>An iceberg order has 2 to 50 legs.</source>
        <translation>आइसबर्ग ऑर्डर के 2 से 50 हिस्से होते हैं।</translation>
    </message>
    <message>
        <source>An iceberg order needs 2 to 50 legs.</source>
        <translation>आइसबर्ग ऑर्डर में 2 से 50 हिस्से होते हैं।</translation>
    </message>
    <message>
        <source>An iceberg order needs a limit price.</source>
        <translation>आइसबर्ग ऑर्डर के लिए लिमिट भाव ज़रूरी है।</translation>
    </message>
    <message>
        <source>An index cannot be ordered; choose its future or option</source>
        <translation>इंडेक्स का ऑर्डर नहीं हो सकता; उसका फ़्यूचर या ऑप्शन चुनें</translation>
    </message>
    <message>
        <source>An index cannot be traded; choose its future or option</source>
        <translation>इंडेक्स में सौदा नहीं हो सकता; उसका फ़्यूचर या ऑप्शन चुनें</translation>
    </message>
    <message>
        <source>An index has no volume.</source>
        <translation>इंडेक्स का वॉल्यूम नहीं होता।</translation>
    </message>
    <message>
        <source>An instalment of a SIP</source>
        <translation>SIP की एक किस्त</translation>
    </message>
    <message>
        <source>An order for some minutes needs their number.</source>
        <translation>कुछ मिनटों के ऑर्डर के लिए मिनटों की संख्या ज़रूरी है।</translation>
    </message>
    <message>
        <source>An order of an earlier day is no longer in the broker&apos;s book.</source>
        <translation>किसी पिछले दिन का ऑर्डर अब ब्रोकर की बुक में नहीं है।</translation>
    </message>
    <message>
        <source>An order of type {1} needs a price.</source>
        <translation>{1} प्रकार के ऑर्डर के लिए भाव ज़रूरी है।</translation>
    </message>
    <message>
        <source>An order of type {1} needs a trigger.</source>
        <translation>{1} प्रकार के ऑर्डर के लिए ट्रिगर ज़रूरी है।</translation>
    </message>
    <message>
        <source>An order of {1} day ago was never confirmed, and the broker&apos;s book only tells about today. Look at positions and the contract note.</source>
        <translation>{1} दिन पहले के एक ऑर्डर की पुष्टि कभी नहीं हुई, और ब्रोकर की बुक केवल आज का बताती है। पोज़ीशन और कॉन्ट्रैक्ट नोट देखें।</translation>
    </message>
    <message>
        <source>An order of {1} days ago was never confirmed, and the broker&apos;s book only tells about today. Look at positions and the contract note.</source>
        <translation>{1} दिन पहले के एक ऑर्डर की पुष्टि कभी नहीं हुई, और ब्रोकर की बुक केवल आज का बताती है। पोज़ीशन और कॉन्ट्रैक्ट नोट देखें।</translation>
    </message>
    <message>
        <source>An order waits for the broker&apos;s rate limit</source>
        <translation>एक ऑर्डर ब्रोकर की दर सीमा के लिए रुका है</translation>
    </message>
    <message>
        <source>Another fill came: the charges are being asked for.</source>
        <translation>एक और सौदा आया: शुल्क पूछे जा रहे हैं।</translation>
    </message>
    <message>
        <source>Another program writes to the history store in {1}.</source>
        <translation>{1} के इतिहास भंडार में कोई दूसरा प्रोग्राम लिख रहा है।</translation>
    </message>
    <message>
        <source>Any amount</source>
        <translation>कोई भी राशि</translation>
    </message>
    <message>
        <source>Ask for this span again; if it stays, ask for a shorter one.</source>
        <translation>यह अवधि फिर माँगें; फिर भी ऐसा हो तो छोटी अवधि माँगें।</translation>
    </message>
    <message>
        <source>Asked by the exchange or the broker on top.</source>
        <translation>एक्सचेंज या ब्रोकर ने ऊपर से माँगा।</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>माँगे गए</translation>
    </message>
    <message>
        <source>Asked on top of SPAN.</source>
        <translation>SPAN के ऊपर माँगा गया।</translation>
    </message>
    <message>
        <source>Asking for one order…</source>
        <translation>एक ऑर्डर के लिए पूछा जा रहा है…</translation>
    </message>
    <message>
        <source>Asking for {1} orders…</source>
        <translation>{1} ऑर्डर के लिए पूछा जा रहा है…</translation>
    </message>
    <message>
        <source>Asking the broker for today&apos;s auction…</source>
        <translation>ब्रोकर से आज की नीलामी पूछी जा रही है…</translation>
    </message>
    <message>
        <source>Asking the broker&apos;s calculator…</source>
        <translation>ब्रोकर के कैलकुलेटर से पूछा जा रहा है…</translation>
    </message>
    <message>
        <source>Asking the broker…</source>
        <translation>ब्रोकर से पूछा जा रहा है…</translation>
    </message>
    <message>
        <source>At broker</source>
        <translation>ब्रोकर के पास</translation>
    </message>
    <message>
        <source>At least 1 second.</source>
        <translation>कम से कम 1 सेकंड।</translation>
    </message>
    <message>
        <source>Authorise {1}</source>
        <translation>{1} की अनुमति दें</translation>
    </message>
    <message>
        <source>Authorised</source>
        <translation>अनुमति है</translation>
    </message>
    <message>
        <source>Available funds less margin and charges</source>
        <translation>उपलब्ध फ़ंड में से मार्जिन और शुल्क घटाकर</translation>
    </message>
    <message>
        <source>Available less required</source>
        <translation>उपलब्ध में से ज़रूरी घटाकर</translation>
    </message>
    <message>
        <source>Bars are missing</source>
        <translation>बार नहीं मिले</translation>
    </message>
    <message>
        <source>Basket: final</source>
        <translation>बास्केट: अंतिम</translation>
    </message>
    <message>
        <source>Basket: required</source>
        <translation>बास्केट: ज़रूरी</translation>
    </message>
    <message>
        <source>Baskets (*.json *.csv)</source>
        <translation>बास्केट (*.json *.csv)</translation>
    </message>
    <message>
        <source>Baskets are not saved</source>
        <translation>बास्केट सहेजी नहीं जातीं</translation>
    </message>
    <message>
        <source>Baskets hold regular orders: look at the new legs before you send them.</source>
        <translation>बास्केट में सामान्य ऑर्डर होते हैं: भेजने से पहले नए हिस्से देखें।</translation>
    </message>
    <message>
        <source>Being cancelled</source>
        <translation>रद्द किया जा रहा है</translation>
    </message>
    <message>
        <source>Being changed</source>
        <translation>बदला जा रहा है</translation>
    </message>
    <message>
        <source>Best ask less best bid</source>
        <translation>सबसे अच्छा ऑफ़र घटा सबसे अच्छी बोली</translation>
    </message>
    <message>
        <source>Between {1} and {2}</source>
        <translation>{1} और {2} के बीच</translation>
    </message>
    <message>
        <source>Bid orders	Bid quantity	Bid	Ask	Ask quantity	Ask orders</source>
        <translation>बोली ऑर्डर	बोली मात्रा	बोली	ऑफ़र	ऑफ़र मात्रा	ऑफ़र ऑर्डर</translation>
    </message>
    <message>
        <source>Blank: all that are listed. 1: the nearest</source>
        <translation>ख़ाली: सूची के सभी। 1: सबसे पास वाला</translation>
    </message>
    <message>
        <source>Blank: all that is held. {1}</source>
        <translation>ख़ाली: जो कुछ रखा है। {1}</translation>
    </message>
    <message>
        <source>Blank: all. 10: ten on each side of the money</source>
        <translation>ख़ाली: सभी। 10: मनी के दोनों ओर दस</translation>
    </message>
    <message>
        <source>Blocked for deliveries: 20 % of the shares you sold from your demat account or before they arrived, and contracts near expiry that end in delivery.</source>
        <translation>डिलीवरी के लिए रोका: डीमैट खाते से या आने से पहले बेचे शेयरों का 20 %, और डिलीवरी में समाप्त होने वाले एक्सपायरी के पास के कॉन्ट्रैक्ट।</translation>
    </message>
    <message>
        <source>Blocked for open futures and sold options: the worst likely loss of one day, as the exchange computes it.</source>
        <translation>खुले फ़्यूचर और बेचे ऑप्शन के लिए रोका: एक्सचेंज के हिसाब से एक दिन की संभावित सबसे बड़ी हानि।</translation>
    </message>
    <message>
        <source>Blocked for shares bought or sold short today. The broker&apos;s documentation does not list this field; the meaning is that of its name.</source>
        <translation>आज ख़रीदे या शॉर्ट बेचे शेयरों के लिए रोका। ब्रोकर के दस्तावेज़ में यह फ़ील्ड नहीं है; अर्थ नाम से लिया है।</translation>
    </message>
    <message>
        <source>Blocked on top of SPAN for open futures and sold options.</source>
        <translation>खुले फ़्यूचर और बेचे ऑप्शन के लिए SPAN के ऊपर रोका।</translation>
    </message>
    <message>
        <source>Booked profit or loss</source>
        <translation>बुक किया लाभ या हानि</translation>
    </message>
    <message>
        <source>Both sides are the same instrument.</source>
        <translation>दोनों ओर वही इंस्ट्रूमेंट है।</translation>
    </message>
    <message>
        <source>Bought {1} · sold {2}</source>
        <translation>ख़रीदे {1} · बेचे {2}</translation>
    </message>
    <message>
        <source>Bought, not yet in the demat account</source>
        <translation>ख़रीदे, अभी डीमैट खाते में नहीं</translation>
    </message>
    <message>
        <source>Bracket order margin</source>
        <translation>ब्रैकेट ऑर्डर मार्जिन</translation>
    </message>
    <message>
        <source>Break-even price</source>
        <translation>ब्रेक-ईवन भाव</translation>
    </message>
    <message>
        <source>Broker or network</source>
        <translation>ब्रोकर या नेटवर्क</translation>
    </message>
    <message>
        <source>Broker&apos;s status: {1}</source>
        <translation>ब्रोकर की स्थिति: {1}</translation>
    </message>
    <message>
        <source>Brokerage</source>
        <translation>ब्रोकरेज</translation>
    </message>
    <message>
        <source>Brokerage, taxes and fees by the broker&apos;s own calculator, order by order. An estimate: the contract note of the evening decides, and rounds the tax to whole rupees.</source>
        <translation>ब्रोकर के अपने कैलकुलेटर से हर ऑर्डर की ब्रोकरेज, कर और शुल्क। अनुमान: अंतिम हिसाब शाम के कॉन्ट्रैक्ट नोट का है, जो कर को पूरे रुपयों में करता है।</translation>
    </message>
    <message>
        <source>Buy</source>
        <translation>ख़रीद</translation>
    </message>
    <message>
        <source>Buy for {1}: {2} · {3}</source>
        <translation>{1} से ख़रीदें: {2} · {3}</translation>
    </message>
    <message>
        <source>Buy limit</source>
        <translation>ख़रीद लिमिट</translation>
    </message>
    <message>
        <source>Buy stop</source>
        <translation>ख़रीद स्टॉप</translation>
    </message>
    <message>
        <source>Buy {1}</source>
        <translation>{1} ख़रीदें</translation>
    </message>
    <message>
        <source>Buy {1} {2}</source>
        <translation>ख़रीद {1} {2}</translation>
    </message>
    <message>
        <source>Buy {1} · {2}</source>
        <translation>{1} ख़रीदें · {2}</translation>
    </message>
    <message>
        <source>Buys</source>
        <translation>ख़रीद</translation>
    </message>
    <message>
        <source>CSV, for any spreadsheet (*.csv)</source>
        <translation>CSV, किसी भी स्प्रेडशीट के लिए (*.csv)</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>कॉल</translation>
    </message>
    <message>
        <source>Can be sold today: {1}</source>
        <translation>आज बेचे जा सकते हैं: {1}</translation>
    </message>
    <message>
        <source>Can be used</source>
        <translation>उपयोग हो सकता है</translation>
    </message>
    <message>
        <source>Cancel it and place a new one.</source>
        <translation>इसे रद्द करके नया ऑर्डर लगाएँ।</translation>
    </message>
    <message>
        <source>Cancel sent for {1} of {2} {3}</source>
        <translation>{2} में से {1} {3} के लिए रद्द भेजा</translation>
    </message>
    <message>
        <source>Cancel sent for {1} {2}</source>
        <translation>{1} {2} के लिए रद्द भेजा</translation>
    </message>
    <message>
        <source>Cancel the SIP of {1} {2}</source>
        <translation>{1} {2} की SIP रद्द करें</translation>
    </message>
    <message>
        <source>Cancel the SIP: {1}</source>
        <translation>SIP रद्द करें: {1}</translation>
    </message>
    <message>
        <source>Cancel the download of {1}?</source>
        <translation>{1} का डाउनलोड रद्द करें?</translation>
    </message>
    <message>
        <source>Cancel the open exit orders first if you want another price.</source>
        <translation>दूसरा भाव चाहिए तो पहले खुले निकासी ऑर्डर रद्द करें।</translation>
    </message>
    <message>
        <source>Cancel the {1}</source>
        <translation>{1} रद्द करें</translation>
    </message>
    <message>
        <source>Cancel the {1} · {2}</source>
        <translation>{1} रद्द करें · {2}</translation>
    </message>
    <message>
        <source>Cancel {1}</source>
        <translation>{1} रद्द करें</translation>
    </message>
    <message>
        <source>Cancel {1}?</source>
        <translation>{1} रद्द करें?</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>रद्द</translation>
    </message>
    <message>
        <source>Cancelled before it was sent.</source>
        <translation>भेजने से पहले रद्द हुआ।</translation>
    </message>
    <message>
        <source>Cancelled by the broker</source>
        <translation>ब्रोकर ने रद्द किया</translation>
    </message>
    <message>
        <source>Cancelled. What was fetched stays.</source>
        <translation>रद्द। जो मिला वह रहता है।</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>रद्द हो रहा है</translation>
    </message>
    <message>
        <source>Cannot be sent: {1}</source>
        <translation>भेजा नहीं जा सकता: {1}</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>नकद</translation>
    </message>
    <message>
        <source>Cash blocked</source>
        <translation>रोका नकद</translation>
    </message>
    <message>
        <source>Cash in the account when the day began.</source>
        <translation>दिन शुरू होते समय खाते का नकद।</translation>
    </message>
    <message>
        <source>Cash in the account, money added today included, before anything is blocked for orders.</source>
        <translation>खाते का नकद, आज जोड़ा पैसा भी, ऑर्डर के लिए कुछ रुकने से पहले।</translation>
    </message>
    <message>
        <source>Change %</source>
        <translation>बदलाव %</translation>
    </message>
    <message>
        <source>Change a field first.</source>
        <translation>पहले कोई फ़ील्ड बदलें।</translation>
    </message>
    <message>
        <source>Change it on the broker&apos;s own site or app, then log in here with the new one.</source>
        <translation>इसे ब्रोकर की अपनी साइट या ऐप पर बदलें, फिर नए से यहाँ लॉग-इन करें।</translation>
    </message>
    <message>
        <source>Change or delete it.</source>
        <translation>इसे बदलें या हटाएँ।</translation>
    </message>
    <message>
        <source>Change something to modify the order</source>
        <translation>ऑर्डर बदलने के लिए कुछ बदलें</translation>
    </message>
    <message>
        <source>Change the SIP in {1} · {2}</source>
        <translation>{1} की SIP बदलें · {2}</translation>
    </message>
    <message>
        <source>Change the SIP to {1}: {2} · {3}</source>
        <translation>SIP को {1} में बदलें: {2} · {3}</translation>
    </message>
    <message>
        <source>Change the SIP: {1}</source>
        <translation>SIP बदलें: {1}</translation>
    </message>
    <message>
        <source>Change to: {1}{2}</source>
        <translation>बदलें: {1}{2}</translation>
    </message>
    <message>
        <source>Change “{1}”</source>
        <translation>“{1}” बदलें</translation>
    </message>
    <message>
        <source>Changing</source>
        <translation>बदल रहा है</translation>
    </message>
    <message>
        <source>Charges are {1} old, reading them anew did not work: {2}</source>
        <translation>शुल्क {1} पुराने हैं, फिर पढ़ना नहीं हो सका: {2}</translation>
    </message>
    <message>
        <source>Charges both ways</source>
        <translation>दोनों ओर के शुल्क</translation>
    </message>
    <message>
        <source>Charges by kind</source>
        <translation>प्रकार के अनुसार शुल्क</translation>
    </message>
    <message>
        <source>Charges by order</source>
        <translation>ऑर्डर के अनुसार शुल्क</translation>
    </message>
    <message>
        <source>Charges could not be read: {1} It is tried again by itself.</source>
        <translation>शुल्क पढ़े नहीं जा सके: {1} अपने आप फिर कोशिश होती है।</translation>
    </message>
    <message>
        <source>Charges of this order</source>
        <translation>इस ऑर्डर के शुल्क</translation>
    </message>
    <message>
        <source>Chart (C)</source>
        <translation>चार्ट (C)</translation>
    </message>
    <message>
        <source>Check its address in the settings.</source>
        <translation>सेटिंग में इसका पता जाँचें।</translation>
    </message>
    <message>
        <source>Check the API key of the broker&apos;s portal: it belongs to this user id.</source>
        <translation>ब्रोकर के पोर्टल की API कुंजी जाँचें: वह इसी यूज़र आईडी की होती है।</translation>
    </message>
    <message>
        <source>Check the network; nothing was sent.</source>
        <translation>नेटवर्क जाँचें; कुछ नहीं भेजा गया।</translation>
    </message>
    <message>
        <source>Check the password.</source>
        <translation>पासवर्ड जाँचें।</translation>
    </message>
    <message>
        <source>Check the six-digit code: it changes every 30 seconds and is good once.</source>
        <translation>छह अंकों का कोड जाँचें: वह हर 30 सेकंड बदलता है और एक बार चलता है।</translation>
    </message>
    <message>
        <source>Check the user id.</source>
        <translation>यूज़र आईडी जाँचें।</translation>
    </message>
    <message>
        <source>Check the vendor code, usually &lt;user id&gt;_U.</source>
        <translation>विक्रेता कोड जाँचें, आम तौर पर &lt;user id&gt;_U।</translation>
    </message>
    <message>
        <source>Check user id, password, six-digit code, vendor code and API key.</source>
        <translation>यूज़र आईडी, पासवर्ड, छह अंकों का कोड, विक्रेता कोड और API कुंजी जाँचें।</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>जाँच में</translation>
    </message>
    <message>
        <source>Checking the broker&apos;s list…</source>
        <translation>ब्रोकर की सूची जाँची जा रही है…</translation>
    </message>
    <message>
        <source>Choose LIMIT or SL.</source>
        <translation>LIMIT या SL चुनें।</translation>
    </message>
    <message>
        <source>Choose MARKET or LIMIT.</source>
        <translation>MARKET या LIMIT चुनें।</translation>
    </message>
    <message>
        <source>Choose MIS.</source>
        <translation>MIS चुनें।</translation>
    </message>
    <message>
        <source>Choose NRML to carry the position or MIS for today only.</source>
        <translation>पोज़ीशन आगे रखने के लिए NRML, केवल आज के लिए MIS चुनें।</translation>
    </message>
    <message>
        <source>Choose a file that “Export settings” has written.</source>
        <translation>वह फ़ाइल चुनें जो “सेटिंग निर्यात करें” ने लिखी है।</translation>
    </message>
    <message>
        <source>Choose a file that “Export” has written.</source>
        <translation>वह फ़ाइल चुनें जो “निर्यात” ने लिखी है।</translation>
    </message>
    <message>
        <source>Choose a future or an option on it.</source>
        <translation>इस पर फ़्यूचर या ऑप्शन चुनें।</translation>
    </message>
    <message>
        <source>Choose a future or an option.</source>
        <translation>फ़्यूचर या ऑप्शन चुनें।</translation>
    </message>
    <message>
        <source>Choose a price in today&apos;s band.</source>
        <translation>आज के दायरे का भाव चुनें।</translation>
    </message>
    <message>
        <source>Choose a price inside today&apos;s price band.</source>
        <translation>आज के भाव दायरे के भीतर का भाव चुनें।</translation>
    </message>
    <message>
        <source>Choose a price on the instrument&apos;s price grid.</source>
        <translation>इंस्ट्रूमेंट के टिक पर का भाव चुनें।</translation>
    </message>
    <message>
        <source>Choose a product</source>
        <translation>प्रोडक्ट चुनें</translation>
    </message>
    <message>
        <source>Choose a product: delivery, intraday or carry-forward.</source>
        <translation>प्रोडक्ट चुनें: डिलीवरी, इंट्राडे या कैरी-फ़ॉरवर्ड।</translation>
    </message>
    <message>
        <source>Choose a product: delivery, intraday, carry-forward or margin funded.</source>
        <translation>प्रोडक्ट चुनें: डिलीवरी, इंट्राडे, कैरी-फ़ॉरवर्ड या मार्जिन फ़ंडेड।</translation>
    </message>
    <message>
        <source>Choose account</source>
        <translation>खाता चुनें</translation>
    </message>
    <message>
        <source>Choose an instrument</source>
        <translation>इंस्ट्रूमेंट चुनें</translation>
    </message>
    <message>
        <source>Choose an instrument.</source>
        <translation>इंस्ट्रूमेंट चुनें।</translation>
    </message>
    <message>
        <source>Choose another fund.</source>
        <translation>दूसरा फ़ंड चुनें।</translation>
    </message>
    <message>
        <source>Choose another instrument.</source>
        <translation>दूसरा इंस्ट्रूमेंट चुनें।</translation>
    </message>
    <message>
        <source>Choose another one on the right.</source>
        <translation>दाईं ओर दूसरा चुनें।</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>दूसरा चुनें।</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>दूसरी जगह चुनें।</translation>
    </message>
    <message>
        <source>Choose at least one</source>
        <translation>कम से कम एक चुनें</translation>
    </message>
    <message>
        <source>Choose at least one from the list, or all</source>
        <translation>सूची में से कम से कम एक चुनें, या सब</translation>
    </message>
    <message>
        <source>Choose its future or an option on it.</source>
        <translation>इसका फ़्यूचर या इस पर ऑप्शन चुनें।</translation>
    </message>
    <message>
        <source>Choose one from the search.</source>
        <translation>खोज में से एक चुनें।</translation>
    </message>
    <message>
        <source>Choose one in any list, or search.</source>
        <translation>किसी भी सूची में चुनें, या खोजें।</translation>
    </message>
    <message>
        <source>Choose one of {1}.</source>
        <translation>इनमें से एक चुनें: {1}।</translation>
    </message>
    <message>
        <source>Choose one of: {1}.</source>
        <translation>इनमें से एक चुनें: {1}।</translation>
    </message>
    <message>
        <source>Choose the account of this basket.</source>
        <translation>इस बास्केट का खाता चुनें।</translation>
    </message>
    <message>
        <source>Choose the other instrument.</source>
        <translation>दूसरा इंस्ट्रूमेंट चुनें।</translation>
    </message>
    <message>
        <source>Choose the price, or enter a level.</source>
        <translation>भाव चुनें, या स्तर लिखें।</translation>
    </message>
    <message>
        <source>Choose what to fetch</source>
        <translation>चुनें कि क्या लाना है</translation>
    </message>
    <message>
        <source>Choose {1}.</source>
        <translation>{1} चुनें।</translation>
    </message>
    <message>
        <source>Choose “at least”.</source>
        <translation>“कम से कम” चुनें।</translation>
    </message>
    <message>
        <source>Choose “crosses” here.</source>
        <translation>यहाँ “पार करे” चुनें।</translation>
    </message>
    <message>
        <source>Circuit limits are missing: {1}</source>
        <translation>सर्किट सीमाएँ नहीं मिलीं: {1}</translation>
    </message>
    <message>
        <source>Circuit: the exchange takes no orders above this price today</source>
        <translation>सर्किट: एक्सचेंज आज इस भाव से ऊपर ऑर्डर नहीं लेता</translation>
    </message>
    <message>
        <source>Circuit: the exchange takes no orders below this price today</source>
        <translation>सर्किट: एक्सचेंज आज इस भाव से नीचे ऑर्डर नहीं लेता</translation>
    </message>
    <message>
        <source>Clear search and filters</source>
        <translation>खोज और छाँट हटाएँ</translation>
    </message>
    <message>
        <source>Clearing charge</source>
        <translation>क्लियरिंग शुल्क</translation>
    </message>
    <message>
        <source>Click for log in, reconnect, log out.</source>
        <translation>लॉग-इन, फिर जोड़ने, लॉग-आउट के लिए क्लिक करें।</translation>
    </message>
    <message>
        <source>Click into the table to be exported, then press Ctrl+E again.</source>
        <translation>जो तालिका निर्यात करनी है उसमें क्लिक करें, फिर Ctrl+E दोबारा दबाएँ।</translation>
    </message>
    <message>
        <source>Close of the previous session</source>
        <translation>पिछले सत्र का बंद भाव</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>बंद</translation>
    </message>
    <message>
        <source>Closes of 5 minutes</source>
        <translation>5 मिनट के बंद भाव</translation>
    </message>
    <message>
        <source>Closes of days</source>
        <translation>दिनों के बंद भाव</translation>
    </message>
    <message>
        <source>Closing at the same price</source>
        <translation>उसी भाव पर बंद करना</translation>
    </message>
    <message>
        <source>Collateral</source>
        <translation>जमानत</translation>
    </message>
    <message>
        <source>Collateral in liquid funds</source>
        <translation>लिक्विड फ़ंड की जमानत</translation>
    </message>
    <message>
        <source>Collateral in shares</source>
        <translation>शेयरों की जमानत</translation>
    </message>
    <message>
        <source>Commodities transaction tax</source>
        <translation>कमोडिटी ट्रांज़ैक्शन टैक्स</translation>
    </message>
    <message>
        <source>Commodity</source>
        <translation>कमोडिटी</translation>
    </message>
    <message>
        <source>Comparing with the other order…</source>
        <translation>दूसरे क्रम से तुलना हो रही है…</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>पूरा</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>पूरा हुआ</translation>
    </message>
    <message>
        <source>Conversion unknown</source>
        <translation>रूपांतरण का पता नहीं</translation>
    </message>
    <message>
        <source>Convert again if you still want it.</source>
        <translation>अब भी चाहिए तो फिर से बदलें।</translation>
    </message>
    <message>
        <source>Convert {1}</source>
        <translation>{1} बदलें</translation>
    </message>
    <message>
        <source>Copied {1} log lines</source>
        <translation>लॉग की {1} पंक्तियाँ कॉपी हुईं</translation>
    </message>
    <message>
        <source>Copied {1} rows</source>
        <translation>{1} पंक्तियाँ कॉपी हुईं</translation>
    </message>
    <message>
        <source>Copy both from your app at developers.kite.trade.</source>
        <translation>दोनों developers.kite.trade पर अपने ऐप से कॉपी करें।</translation>
    </message>
    <message>
        <source>Copy the secret code from the broker&apos;s portal (Profile, API Key).</source>
        <translation>ब्रोकर के पोर्टल से सीक्रेट कोड कॉपी करें (Profile, API Key)।</translation>
    </message>
    <message>
        <source>Cost against the last price</source>
        <translation>अंतिम भाव के मुक़ाबले लागत</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>कवर</translation>
    </message>
    <message>
        <source>Cover (CO)</source>
        <translation>कवर (CO)</translation>
    </message>
    <message>
        <source>Cover orders stay protected</source>
        <translation>कवर ऑर्डर सुरक्षित रहते हैं</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>उपलब्धता</translation>
    </message>
    <message>
        <source>Create a new one.</source>
        <translation>नया बनाएँ।</translation>
    </message>
    <message>
        <source>Create it again if you still want it.</source>
        <translation>अब भी चाहिए तो फिर बनाएँ।</translation>
    </message>
    <message>
        <source>Create it only if you want it twice.</source>
        <translation>दो बार चाहिए तभी बनाएँ।</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>वर्तमान</translation>
    </message>
    <message>
        <source>Damaged: {1}.</source>
        <translation>टूटी हुई: {1}।</translation>
    </message>
    <message>
        <source>Day change</source>
        <translation>दिन का बदलाव</translation>
    </message>
    <message>
        <source>Days back</source>
        <translation>दिन पीछे</translation>
    </message>
    <message>
        <source>Days of series that the store has: they are not asked for again</source>
        <translation>सीरीज़ के वे दिन जो भंडार में हैं: वे फिर नहीं माँगे जाते</translation>
    </message>
    <message>
        <source>Delete alert {1}</source>
        <translation>अलर्ट {1} हटाएँ</translation>
    </message>
    <message>
        <source>Delete it and create a new one.</source>
        <translation>इसे हटाकर नया बनाएँ।</translation>
    </message>
    <message>
        <source>Delete one that is not needed any more.</source>
        <translation>जिसकी अब ज़रूरत नहीं उसे हटाएँ।</translation>
    </message>
    <message>
        <source>Delete some first.</source>
        <translation>पहले कुछ हटाएँ।</translation>
    </message>
    <message>
        <source>Delete {1}</source>
        <translation>{1} हटाएँ</translation>
    </message>
    <message>
        <source>Delete {1} alerts</source>
        <translation>{1} अलर्ट हटाएँ</translation>
    </message>
    <message>
        <source>Delete {1} alerts?</source>
        <translation>{1} अलर्ट हटाएँ?</translation>
    </message>
    <message>
        <source>Delete “{1}”</source>
        <translation>“{1}” हटाएँ</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>हटाया गया</translation>
    </message>
    <message>
        <source>Deleted “{1}”.</source>
        <translation>“{1}” हटाई गई।</translation>
    </message>
    <message>
        <source>Deleting</source>
        <translation>हट रहा है</translation>
    </message>
    <message>
        <source>Delivery margin</source>
        <translation>डिलीवरी मार्जिन</translation>
    </message>
    <message>
        <source>Depository charges</source>
        <translation>डिपॉज़िटरी शुल्क</translation>
    </message>
    <message>
        <source>Depository charges are not included.</source>
        <translation>डिपॉज़िटरी शुल्क शामिल नहीं हैं।</translation>
    </message>
    <message>
        <source>Depth in the row (D)</source>
        <translation>पंक्ति में डेप्थ (D)</translation>
    </message>
    <message>
        <source>Disabled by the broker</source>
        <translation>ब्रोकर ने बंद किया</translation>
    </message>
    <message>
        <source>Disarmed after {1} minutes without input.</source>
        <translation>{1} मिनट बिना इनपुट के, इसलिए तैयारी हटी।</translation>
    </message>
    <message>
        <source>Disarmed because an account has logged in.</source>
        <translation>एक खाते में लॉग-इन हुआ, इसलिए तैयारी हटी।</translation>
    </message>
    <message>
        <source>Disarmed because an account has logged out.</source>
        <translation>एक खाते से लॉग-आउट हुआ, इसलिए तैयारी हटी।</translation>
    </message>
    <message>
        <source>Disarmed because an account reconnects.</source>
        <translation>एक खाता फिर जुड़ रहा है, इसलिए तैयारी हटी।</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>हो गया</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>नीचे</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>डाउनलोड</translation>
    </message>
    <message>
        <source>Download by itself after each market close</source>
        <translation>हर बाज़ार बंद के बाद अपने आप डाउनलोड</translation>
    </message>
    <message>
        <source>Download complete</source>
        <translation>डाउनलोड पूरा</translation>
    </message>
    <message>
        <source>Download failed</source>
        <translation>डाउनलोड विफल</translation>
    </message>
    <message>
        <source>Download incomplete</source>
        <translation>डाउनलोड अधूरा</translation>
    </message>
    <message>
        <source>Download nothing by itself any more</source>
        <translation>अब अपने आप कुछ डाउनलोड न करें</translation>
    </message>
    <message>
        <source>Download stopped</source>
        <translation>डाउनलोड रुका</translation>
    </message>
    <message>
        <source>Download waits for a login</source>
        <translation>डाउनलोड लॉग-इन की प्रतीक्षा में</translation>
    </message>
    <message>
        <source>Download {1}</source>
        <translation>{1} डाउनलोड करें</translation>
    </message>
    <message>
        <source>Download {1} of {2} from {3}</source>
        <translation>{3} से {2} के {1} डाउनलोड करें</translation>
    </message>
    <message>
        <source>Downloaded history is not available</source>
        <translation>डाउनलोड किया इतिहास उपलब्ध नहीं है</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>डाउनलोड</translation>
    </message>
    <message>
        <source>Downloads and how they stand</source>
        <translation>डाउनलोड और उनकी स्थिति</translation>
    </message>
    <message>
        <source>Duty of the state, paid by buyers.</source>
        <translation>राज्य का शुल्क, ख़रीदार देते हैं।</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>पहले</translation>
    </message>
    <message>
        <source>Edit a field, or close the editor.</source>
        <translation>कोई फ़ील्ड बदलें, या संपादक बंद करें।</translation>
    </message>
    <message>
        <source>End the other download or terminal first; reading is possible meanwhile.</source>
        <translation>दूसरा डाउनलोड या टर्मिनल समाप्त करें; इस बीच पढ़ना संभव है।</translation>
    </message>
    <message>
        <source>Enter 0 to {1} seconds.</source>
        <translation>0 से {1} सेकंड लिखें।</translation>
    </message>
    <message>
        <source>Enter 1 to {1}.</source>
        <translation>1 से {1} तक लिखें।</translation>
    </message>
    <message>
        <source>Enter a level.</source>
        <translation>स्तर लिखें।</translation>
    </message>
    <message>
        <source>Enter a limit beyond the trigger.</source>
        <translation>ट्रिगर से आगे की लिमिट लिखें।</translation>
    </message>
    <message>
        <source>Enter a limit price</source>
        <translation>लिमिट भाव लिखें</translation>
    </message>
    <message>
        <source>Enter a multiple of {1}.</source>
        <translation>{1} का गुणज लिखें।</translation>
    </message>
    <message>
        <source>Enter a price</source>
        <translation>भाव लिखें</translation>
    </message>
    <message>
        <source>Enter a price.</source>
        <translation>भाव लिखें।</translation>
    </message>
    <message>
        <source>Enter a quantity</source>
        <translation>मात्रा लिखें</translation>
    </message>
    <message>
        <source>Enter a quantity.</source>
        <translation>मात्रा लिखें।</translation>
    </message>
    <message>
        <source>Enter a trigger price</source>
        <translation>ट्रिगर भाव लिखें</translation>
    </message>
    <message>
        <source>Enter a {1}, or choose another order type.</source>
        <translation>{1} लिखें, या दूसरा ऑर्डर प्रकार चुनें।</translation>
    </message>
    <message>
        <source>Enter at least {1}.</source>
        <translation>कम से कम {1} लिखें।</translation>
    </message>
    <message>
        <source>Enter at most {1} and send the rest afterwards.</source>
        <translation>अधिक से अधिक {1} लिखें और बाकी बाद में भेजें।</translation>
    </message>
    <message>
        <source>Enter at most {1}.</source>
        <translation>अधिक से अधिक {1} लिखें।</translation>
    </message>
    <message>
        <source>Enter more than {1}, or cancel the rest.</source>
        <translation>{1} से अधिक लिखें, या बाकी रद्द करें।</translation>
    </message>
    <message>
        <source>Enter one.</source>
        <translation>एक लिखें।</translation>
    </message>
    <message>
        <source>Enter percent: 2 or -1.5.</source>
        <translation>प्रतिशत लिखें: 2 या -1.5।</translation>
    </message>
    <message>
        <source>Enter rupees.</source>
        <translation>रुपये लिखें।</translation>
    </message>
    <message>
        <source>Enter sends the change · Esc leaves</source>
        <translation>Enter बदलाव भेजता है · Esc छोड़ता है</translation>
    </message>
    <message>
        <source>Enter the auction number</source>
        <translation>नीलामी संख्या लिखें</translation>
    </message>
    <message>
        <source>Enter the minutes</source>
        <translation>मिनट लिखें</translation>
    </message>
    <message>
        <source>Enter the minutes, or choose DAY.</source>
        <translation>मिनट लिखें, या DAY चुनें।</translation>
    </message>
    <message>
        <source>Enter the number of legs</source>
        <translation>हिस्सों की संख्या लिखें</translation>
    </message>
    <message>
        <source>Enter the {1} again.</source>
        <translation>{1} फिर से लिखें।</translation>
    </message>
    <message>
        <source>Enter their number.</source>
        <translation>उनकी संख्या लिखें।</translation>
    </message>
    <message>
        <source>Enter units.</source>
        <translation>इकाइयाँ लिखें।</translation>
    </message>
    <message>
        <source>Enter up to {1}.</source>
        <translation>{1} तक लिखें।</translation>
    </message>
    <message>
        <source>Enter {1} or all.</source>
        <translation>{1} या पूरा लिखें।</translation>
    </message>
    <message>
        <source>Enter {1} or less.</source>
        <translation>{1} या कम लिखें।</translation>
    </message>
    <message>
        <source>Enter {1} or more.</source>
        <translation>{1} या अधिक लिखें।</translation>
    </message>
    <message>
        <source>Enter {1} · ↓ then B buy  S sell  D depth  C chart</source>
        <translation>Enter {1} · ↓ फिर B ख़रीद  S बिक्री  D डेप्थ  C चार्ट</translation>
    </message>
    <message>
        <source>Enter {1}.</source>
        <translation>{1} लिखें।</translation>
    </message>
    <message>
        <source>Equal at the moment of looking is luck.</source>
        <translation>देखते ही क्षण बराबर होना संयोग है।</translation>
    </message>
    <message>
        <source>Equity</source>
        <translation>इक्विटी</translation>
    </message>
    <message>
        <source>Equity, F&amp;O</source>
        <translation>इक्विटी, F&amp;O</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>त्रुटि</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>त्रुटियाँ</translation>
    </message>
    <message>
        <source>Esc leaves</source>
        <translation>Esc छोड़ता है</translation>
    </message>
    <message>
        <source>Estimated, compressed</source>
        <translation>अनुमानित, संपीड़ित</translation>
    </message>
    <message>
        <source>Estimates by the broker&apos;s calculator; the contract note of the evening decides. {1}</source>
        <translation>ब्रोकर के कैलकुलेटर के अनुमान; अंतिम हिसाब शाम के कॉन्ट्रैक्ट नोट का है। {1}</translation>
    </message>
    <message>
        <source>Estimates by the broker; the contract note decides.</source>
        <translation>ब्रोकर के अनुमान; अंतिम हिसाब कॉन्ट्रैक्ट नोट का है।</translation>
    </message>
    <message>
        <source>Every seven days from the day it starts</source>
        <translation>शुरू होने के दिन से हर सात दिन</translation>
    </message>
    <message>
        <source>Every underlying of the store</source>
        <translation>भंडार का हर आधार</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>सब कुछ</translation>
    </message>
    <message>
        <source>Everything that is blocked or spent, as the broker adds it up: margins, premium, losses.</source>
        <translation>जो कुछ रुका या ख़र्च हुआ, जैसा ब्रोकर जोड़ता है: मार्जिन, प्रीमियम, हानि।</translation>
    </message>
    <message>
        <source>Everything was held already.</source>
        <translation>सब पहले से रखा था।</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Excel कार्यपुस्तिका (*.xlsx)</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>एक्सचेंज</translation>
    </message>
    <message>
        <source>Exchange charge</source>
        <translation>एक्सचेंज शुल्क</translation>
    </message>
    <message>
        <source>Exchange holidays are not known here: on one, the next working day counts.</source>
        <translation>एक्सचेंज की छुट्टियाँ यहाँ पता नहीं: छुट्टी हो तो अगला कार्यदिवस गिना जाता है।</translation>
    </message>
    <message>
        <source>Exit cover order {1} {2} @ market · {3}</source>
        <translation>कवर ऑर्डर से निकलें {1} {2} @ बाज़ार · {3}</translation>
    </message>
    <message>
        <source>Exit {1} ticked</source>
        <translation>चुनी हुई {1} से निकलें</translation>
    </message>
    <message>
        <source>Exit {1}?</source>
        <translation>{1} से निकलें?</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>समाप्त</translation>
    </message>
    <message>
        <source>Expired contracts have no bars at this broker.</source>
        <translation>एक्सपायर कॉन्ट्रैक्ट के बार इस ब्रोकर के पास नहीं हैं।</translation>
    </message>
    <message>
        <source>Expired contracts have no candles.</source>
        <translation>एक्सपायर कॉन्ट्रैक्ट के कैंडल नहीं होते।</translation>
    </message>
    <message>
        <source>Expires {1}.</source>
        <translation>{1} को समाप्त।</translation>
    </message>
    <message>
        <source>Expiries</source>
        <translation>एक्सपायरी</translation>
    </message>
    <message>
        <source>Explained</source>
        <translation>समझाया हुआ</translation>
    </message>
    <message>
        <source>Export it as CSV from the program that wrote it.</source>
        <translation>जिस प्रोग्राम ने लिखा उससे CSV में निर्यात करें।</translation>
    </message>
    <message>
        <source>Export settings</source>
        <translation>सेटिंग निर्यात करें</translation>
    </message>
    <message>
        <source>Export table</source>
        <translation>तालिका निर्यात करें</translation>
    </message>
    <message>
        <source>Export the basket</source>
        <translation>बास्केट निर्यात करें</translation>
    </message>
    <message>
        <source>Exported to {1}.</source>
        <translation>{1} में निर्यात हुआ।</translation>
    </message>
    <message>
        <source>Exposure margin</source>
        <translation>एक्सपोज़र मार्जिन</translation>
    </message>
    <message>
        <source>Extra margin</source>
        <translation>अतिरिक्त मार्जिन</translation>
    </message>
    <message>
        <source>Feather, Arrow&apos;s file for R and pandas (*.feather)</source>
        <translation>Feather, R और pandas के लिए Arrow की फ़ाइल (*.feather)</translation>
    </message>
    <message>
        <source>Fee of the exchange on the turnover; of options on the premium.</source>
        <translation>टर्नओवर पर एक्सचेंज का शुल्क; ऑप्शन में प्रीमियम पर।</translation>
    </message>
    <message>
        <source>Fee of the market&apos;s regulator: ten rupees a crore of turnover.</source>
        <translation>बाज़ार नियामक का शुल्क: एक करोड़ के टर्नओवर पर दस रुपये।</translation>
    </message>
    <message>
        <source>Fetched before the day was final, at {1}.</source>
        <translation>दिन अंतिम होने से पहले लाया गया, {1} पर।</translation>
    </message>
    <message>
        <source>Fill in the order to see what it costs.</source>
        <translation>लागत देखने के लिए ऑर्डर भरें।</translation>
    </message>
    <message>
        <source>Fill the form</source>
        <translation>फ़ॉर्म भरें</translation>
    </message>
    <message>
        <source>Fill them in.</source>
        <translation>इन्हें भरें।</translation>
    </message>
    <message>
        <source>Filled {1} @ {2}</source>
        <translation>{2} पर {1} भरे</translation>
    </message>
    <message>
        <source>Filled {1} at {2}.</source>
        <translation>{2} पर {1} भरे।</translation>
    </message>
    <message>
        <source>Filled {1} of {2}</source>
        <translation>{2} में से {1} भरे</translation>
    </message>
    <message>
        <source>Filled {1}, the rest rests</source>
        <translation>{1} भरे, बाकी पड़े हैं</translation>
    </message>
    <message>
        <source>Filter by</source>
        <translation>छाँटें</translation>
    </message>
    <message>
        <source>Filter {1}</source>
        <translation>{1} छाँटें</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>अंतिम</translation>
    </message>
    <message>
        <source>Finish it on the depository&apos;s page in your browser; the status here follows.</source>
        <translation>अपने ब्राउज़र में डिपॉज़िटरी के पन्ने पर पूरा करें; यहाँ की स्थिति साथ बदलती है।</translation>
    </message>
    <message>
        <source>Fired, off</source>
        <translation>बजा, बंद</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>पहला दिन</translation>
    </message>
    <message>
        <source>First on {1}</source>
        <translation>पहली {1} को</translation>
    </message>
    <message>
        <source>First price of the day</source>
        <translation>दिन का पहला भाव</translation>
    </message>
    <message>
        <source>First purchase of this fund</source>
        <translation>इस फ़ंड की पहली ख़रीद</translation>
    </message>
    <message>
        <source>First, now ₹</source>
        <translation>पहली, अभी ₹</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>समाएँ</translation>
    </message>
    <message>
        <source>For shares: the full value for delivery, a part of it for intraday.</source>
        <translation>शेयरों के लिए: डिलीवरी में पूरा मूल्य, इंट्राडे में एक हिस्सा।</translation>
    </message>
    <message>
        <source>Found in the broker&apos;s book as {1}: it was sent once.</source>
        <translation>ब्रोकर की बुक में {1} के रूप में मिला: यह एक बार भेजा गया।</translation>
    </message>
    <message>
        <source>Found in the store without a record of its download.</source>
        <translation>भंडार में मिली, डाउनलोड का कोई लेखा नहीं।</translation>
    </message>
    <message>
        <source>Free disk space or mend the data folder, then try again.</source>
        <translation>डिस्क पर जगह बनाएँ या डेटा फ़ोल्डर सुधारें, फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>Free disk space or mend the rights of the terminal&apos;s folder.</source>
        <translation>डिस्क पर जगह बनाएँ या टर्मिनल के फ़ोल्डर के अधिकार सुधारें।</translation>
    </message>
    <message>
        <source>Free disk space.</source>
        <translation>डिस्क पर जगह बनाएँ।</translation>
    </message>
    <message>
        <source>Free funds of the account&apos;s margin segment</source>
        <translation>खाते के मार्जिन खंड में मुक्त फ़ंड</translation>
    </message>
    <message>
        <source>Free some space on that disk and start again.</source>
        <translation>उस डिस्क पर कुछ जगह बनाएँ और फिर शुरू करें।</translation>
    </message>
    <message>
        <source>Free some space or mend the folder&apos;s rights. What is on the screen is not lost yet.</source>
        <translation>जगह बनाएँ या फ़ोल्डर के अधिकार सुधारें। जो स्क्रीन पर है वह अभी नहीं खोया।</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>शुक्रवार</translation>
    </message>
    <message>
        <source>From and to</source>
        <translation>से और तक</translation>
    </message>
    <message>
        <source>From sold holdings</source>
        <translation>बेची होल्डिंग से</translation>
    </message>
    <message>
        <source>Full with depth</source>
        <translation>डेप्थ सहित पूरा</translation>
    </message>
    <message>
        <source>Fund holdings</source>
        <translation>फ़ंड होल्डिंग</translation>
    </message>
    <message>
        <source>Fund houses often forbid edits: you can cancel this SIP and start a new one.</source>
        <translation>फ़ंड हाउस अक्सर बदलाव नहीं करने देते: आप यह SIP रद्द करके नई शुरू कर सकते हैं।</translation>
    </message>
    <message>
        <source>Fund of funds</source>
        <translation>फ़ंड ऑफ़ फ़ंड्स</translation>
    </message>
    <message>
        <source>Fund orders</source>
        <translation>फ़ंड ऑर्डर</translation>
    </message>
    <message>
        <source>Further margin that the exchange or the broker asks for.</source>
        <translation>एक्सचेंज या ब्रोकर का माँगा और मार्जिन।</translation>
    </message>
    <message>
        <source>Future</source>
        <translation>फ़्यूचर</translation>
    </message>
    <message>
        <source>Futures</source>
        <translation>फ़्यूचर</translation>
    </message>
    <message>
        <source>GTT at {1}…</source>
        <translation>{1} पर GTT…</translation>
    </message>
    <message>
        <source>Gave up after {1} tries. {2}.</source>
        <translation>{1} कोशिशों के बाद छोड़ दिया। {2}।</translation>
    </message>
    <message>
        <source>Give a DDPI once, or authorise the sale in Holdings on each day it may fire.</source>
        <translation>एक बार DDPI दें, या जिस-जिस दिन यह चल सकता है उस दिन होल्डिंग में बिक्री की अनुमति दें।</translation>
    </message>
    <message>
        <source>Goes on while this computer is off</source>
        <translation>यह कंप्यूटर बंद हो तब भी चलता है</translation>
    </message>
    <message>
        <source>Goes to the exchange when it opens: {1} {2} {3}, unless that is a holiday. Until then it can be changed and cancelled.</source>
        <translation>एक्सचेंज खुलने पर जाता है: {1} {2} {3}, यदि उस दिन छुट्टी न हो। तब तक बदला और रद्द किया जा सकता है।</translation>
    </message>
    <message>
        <source>Gross and net</source>
        <translation>सकल और शुद्ध</translation>
    </message>
    <message>
        <source>Gross is what prices alone made. Net takes off the charges of today&apos;s orders; those of earlier days and of the closing orders are not in it.</source>
        <translation>सकल वह है जो केवल भावों से बना। शुद्ध में आज के ऑर्डर के शुल्क घटते हैं; पिछले दिनों के और बंद करने वाले ऑर्डर के इसमें नहीं हैं।</translation>
    </message>
    <message>
        <source>Gross {1}, before charges</source>
        <translation>सकल {1}, शुल्क से पहले</translation>
    </message>
    <message>
        <source>Has to be there in cash; collateral does not count.</source>
        <translation>नकद में होना ज़रूरी; जमानत नहीं गिनी जाती।</translation>
    </message>
    <message>
        <source>Held already</source>
        <translation>पहले से रखे</translation>
    </message>
    <message>
        <source>Held for less than a year on average: the yearly figure overstates the gain so far.</source>
        <translation>औसतन एक साल से कम रखा: वार्षिक आँकड़ा अब तक के लाभ को बढ़ाकर दिखाता है।</translation>
    </message>
    <message>
        <source>Highest price of the day</source>
        <translation>दिन का सबसे ऊँचा भाव</translation>
    </message>
    <message>
        <source>History could not be read</source>
        <translation>इतिहास पढ़ा नहीं जा सका</translation>
    </message>
    <message>
        <source>History is incomplete: {1}</source>
        <translation>इतिहास अधूरा है: {1}</translation>
    </message>
    <message>
        <source>Holdings could not be read: {1}
It is tried again by itself.</source>
        <translation>होल्डिंग पढ़ी नहीं जा सकीं: {1}
अपने आप फिर कोशिश होती है।</translation>
    </message>
    <message>
        <source>Iceberg</source>
        <translation>आइसबर्ग</translation>
    </message>
    <message>
        <source>Iceberg: {1}, one after the other</source>
        <translation>आइसबर्ग: {1}, एक के बाद एक</translation>
    </message>
    <message>
        <source>Import a basket</source>
        <translation>बास्केट आयात करें</translation>
    </message>
    <message>
        <source>Import the 1 leg</source>
        <translation>1 हिस्सा आयात करें</translation>
    </message>
    <message>
        <source>Import the {1} legs</source>
        <translation>{1} हिस्से आयात करें</translation>
    </message>
    <message>
        <source>Imported {1} legs from {2}.</source>
        <translation>{2} से {1} हिस्से आयात हुए।</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>कुल</translation>
    </message>
    <message>
        <source>In safe mode no alert sends an order.</source>
        <translation>सुरक्षित मोड में कोई अलर्ट ऑर्डर नहीं भेजता।</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>अधूरा</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>इंडेक्स</translation>
    </message>
    <message>
        <source>Interval {1} – Enter</source>
        <translation>अंतराल {1} – Enter</translation>
    </message>
    <message>
        <source>It can be done at {1}</source>
        <translation>यह {1} पर किया जा सकता है</translation>
    </message>
    <message>
        <source>It cannot be held that long.</source>
        <translation>इतनी देर टिकाया नहीं जा सकता।</translation>
    </message>
    <message>
        <source>It could not be taken off the disk and comes back at the next start: {1}.</source>
        <translation>यह डिस्क से हटाया नहीं जा सका और अगली शुरुआत में लौट आएगा: {1}।</translation>
    </message>
    <message>
        <source>It could not be written to disk: {1}. Nothing was changed.</source>
        <translation>यह डिस्क पर लिखा नहीं जा सका: {1}। कुछ नहीं बदला।</translation>
    </message>
    <message>
        <source>It could not be written to the journal and was not sent: {1}.</source>
        <translation>यह बही में लिखा नहीं जा सका और नहीं भेजा गया: {1}।</translation>
    </message>
    <message>
        <source>It does not say how it can be reached: it may be starting or ending just now.</source>
        <translation>यह नहीं बताता कि उससे कैसे संपर्क हो: शायद अभी शुरू या बंद हो रहा है।</translation>
    </message>
    <message>
        <source>It ended elsewhere; its file cannot be read: {1}.</source>
        <translation>यह कहीं और समाप्त हुआ; इसकी फ़ाइल पढ़ी नहीं जा सकती: {1}।</translation>
    </message>
    <message>
        <source>It fired before it could be deleted: look at its order.</source>
        <translation>हटाए जाने से पहले यह चल गया: इसका ऑर्डर देखें।</translation>
    </message>
    <message>
        <source>It fired.</source>
        <translation>यह बजा।</translation>
    </message>
    <message>
        <source>It is an index, or it is not in the day&apos;s list of instruments.</source>
        <translation>यह इंडेक्स है, या दिन की इंस्ट्रूमेंट सूची में नहीं है।</translation>
    </message>
    <message>
        <source>It is not known yet whether the broker has this order: checking.</source>
        <translation>अभी पता नहीं कि ब्रोकर के पास यह ऑर्डर है या नहीं: जाँच हो रही है।</translation>
    </message>
    <message>
        <source>It is not waiting any more ({1}): it cannot be changed.</source>
        <translation>यह अब प्रतीक्षा में नहीं है ({1}): इसे बदला नहीं जा सकता।</translation>
    </message>
    <message>
        <source>It is off: nothing is downloaded by itself.</source>
        <translation>यह बंद है: अपने आप कुछ डाउनलोड नहीं होता।</translation>
    </message>
    <message>
        <source>It is on, but no next run is known.</source>
        <translation>यह चालू है, पर अगला समय पता नहीं।</translation>
    </message>
    <message>
        <source>It is sent in {1} s. Exits and cancels go first.</source>
        <translation>यह {1} सेकंड में भेजा जाएगा। निकासी और रद्द पहले जाते हैं।</translation>
    </message>
    <message>
        <source>It may belong to another user of this computer: each user has a folder. {1}</source>
        <translation>यह इस कंप्यूटर के किसी दूसरे उपयोगकर्ता का हो सकता है: हर उपयोगकर्ता का अपना फ़ोल्डर होता है। {1}</translation>
    </message>
    <message>
        <source>It may just have filled or been cancelled. Look at its row before you try again.</source>
        <translation>शायद यह अभी भरा या रद्द हुआ हो। फिर कोशिश से पहले इसकी पंक्ति देखें।</translation>
    </message>
    <message>
        <source>It may just have fired: look at its row and at the order book.</source>
        <translation>शायद यह अभी चला हो: इसकी पंक्ति और ऑर्डर बुक देखें।</translation>
    </message>
    <message>
        <source>It needs {1} leg.</source>
        <translation>इसके लिए {1} हिस्सा चाहिए।</translation>
    </message>
    <message>
        <source>It needs {1} legs.</source>
        <translation>इसके लिए {1} हिस्से चाहिए।</translation>
    </message>
    <message>
        <source>It ran last for {1}.</source>
        <translation>पिछली बार {1} के लिए चला।</translation>
    </message>
    <message>
        <source>It stays as it is. Cancel it and place a new one.</source>
        <translation>यह जैसा है वैसा रहता है। इसे रद्द करके नया लगाएँ।</translation>
    </message>
    <message>
        <source>It waited {1} s for the broker&apos;s limit of requests a second.</source>
        <translation>ब्रोकर की प्रति सेकंड अनुरोध सीमा के लिए {1} सेकंड रुका।</translation>
    </message>
    <message>
        <source>It waits for its price. Nothing has been ordered.</source>
        <translation>यह अपने भाव की प्रतीक्षा में है। कोई ऑर्डर नहीं लगा।</translation>
    </message>
    <message>
        <source>It waits for {1}, until {2}.</source>
        <translation>यह {1} तक रुकता है, {2} तक।</translation>
    </message>
    <message>
        <source>It waits until the contract ends on {1} at the latest.</source>
        <translation>यह अधिक से अधिक {1} को कॉन्ट्रैक्ट समाप्त होने तक रुकता है।</translation>
    </message>
    <message>
        <source>It will not {1} any more. {2}</source>
        <translation>यह अब {1} नहीं करेगा। {2}</translation>
    </message>
    <message>
        <source>Its largest order is not known here: the broker slices it where it must</source>
        <translation>इसका सबसे बड़ा ऑर्डर यहाँ पता नहीं: ज़रूरत हो तो ब्रोकर स्लाइस करता है</translation>
    </message>
    <message>
        <source>Its order to {1} at {2} rests; nothing is filled yet.</source>
        <translation>{2} पर {1} का इसका ऑर्डर पड़ा है; अभी कुछ नहीं भरा।</translation>
    </message>
    <message>
        <source>Its order to {1} follows.</source>
        <translation>{1} का इसका ऑर्डर आगे आता है।</translation>
    </message>
    <message>
        <source>Its order to {1} is filled.</source>
        <translation>{1} का इसका ऑर्डर भर गया।</translation>
    </message>
    <message>
        <source>Its orders are being sent.</source>
        <translation>इसके ऑर्डर भेजे जा रहे हैं।</translation>
    </message>
    <message>
        <source>Its process ended with code {1}; its orders and positions went with it. Click the account above and choose “Log in again” to start a new one.</source>
        <translation>इसकी प्रक्रिया कोड {1} से समाप्त हुई; इसके ऑर्डर और पोज़ीशन साथ गए। ऊपर खाते पर क्लिक करें और नया शुरू करने के लिए “फिर से लॉग-इन करें” चुनें।</translation>
    </message>
    <message>
        <source>Its rules are not known, so nothing can be sent. Read the list again in a moment.</source>
        <translation>इसके नियम पता नहीं, इसलिए कुछ भेजा नहीं जा सकता। थोड़ी देर में सूची फिर पढ़ें।</translation>
    </message>
    <message>
        <source>Its year is over. Nothing was ordered.</source>
        <translation>इसका साल पूरा हुआ। कोई ऑर्डर नहीं लगा।</translation>
    </message>
    <message>
        <source>JSON, whole (*.json)</source>
        <translation>JSON, पूरा (*.json)</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>काम</translation>
    </message>
    <message>
        <source>Jobs {1}</source>
        <translation>काम {1}</translation>
    </message>
    <message>
        <source>Keep {1}.</source>
        <translation>{1} रखें।</translation>
    </message>
    <message>
        <source>Kill switch engaged</source>
        <translation>किल स्विच चालू</translation>
    </message>
    <message>
        <source>Kite calls this trigger {1}.</source>
        <translation>Kite इस ट्रिगर को {1} कहता है।</translation>
    </message>
    <message>
        <source>Kite has no environment {1}.</source>
        <translation>Kite में {1} परिवेश नहीं है।</translation>
    </message>
    <message>
        <source>Kite says {1} and names no order</source>
        <translation>Kite {1} कहता है और ऑर्डर नहीं बताता</translation>
    </message>
    <message>
        <source>Kite sent a candle with the time {1}.</source>
        <translation>Kite ने {1} समय का कैंडल भेजा।</translation>
    </message>
    <message>
        <source>Kite sent an order that neither buys nor sells: {1}</source>
        <translation>Kite ने ऐसा ऑर्डर भेजा जो न ख़रीद है न बिक्री: {1}</translation>
    </message>
    <message>
        <source>Kite streamed an order that cannot be read: {1}</source>
        <translation>Kite ने ऐसा ऑर्डर भेजा जो पढ़ा नहीं जा सकता: {1}</translation>
    </message>
    <message>
        <source>Kite&apos;s answer to a sliced order names no order and no error.</source>
        <translation>हिस्सों वाले ऑर्डर पर Kite के जवाब में न ऑर्डर है न त्रुटि।</translation>
    </message>
    <message>
        <source>Kite&apos;s candles cannot be read: {1}</source>
        <translation>Kite के कैंडल पढ़े नहीं जा सकते: {1}</translation>
    </message>
    <message>
        <source>Kite&apos;s instrument list has the expiry {1}.</source>
        <translation>Kite की इंस्ट्रूमेंट सूची में एक्सपायरी {1} है।</translation>
    </message>
    <message>
        <source>LIVE: real money.</source>
        <translation>लाइव: असली पैसा।</translation>
    </message>
    <message>
        <source>Lapsed</source>
        <translation>समाप्त</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>सबसे बड़ा</translation>
    </message>
    <message>
        <source>Largest order</source>
        <translation>सबसे बड़ा ऑर्डर</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>अंतिम दिन</translation>
    </message>
    <message>
        <source>Last message of the feed: {1} ago</source>
        <translation>फ़ीड का अंतिम संदेश: {1} पहले</translation>
    </message>
    <message>
        <source>Last price</source>
        <translation>अंतिम भाव</translation>
    </message>
    <message>
        <source>Last {1}</source>
        <translation>अंतिम {1}</translation>
    </message>
    <message>
        <source>Leave safe mode first.</source>
        <translation>पहले सुरक्षित मोड छोड़ें।</translation>
    </message>
    <message>
        <source>Leave the day out.</source>
        <translation>दिन छोड़ दें।</translation>
    </message>
    <message>
        <source>Left / Right</source>
        <translation>बाएँ / दाएँ</translation>
    </message>
    <message>
        <source>Left after it</source>
        <translation>इसके बाद शेष</translation>
    </message>
    <message>
        <source>Left behind by a process that was killed.</source>
        <translation>समाप्त की गई प्रक्रिया छोड़ गई।</translation>
    </message>
    <message>
        <source>Leg {1}</source>
        <translation>हिस्सा {1}</translation>
    </message>
    <message>
        <source>Leg {1}: {2}</source>
        <translation>हिस्सा {1}: {2}</translation>
    </message>
    <message>
        <source>Legs of the basket</source>
        <translation>बास्केट के हिस्से</translation>
    </message>
    <message>
        <source>Let this PC watch it.</source>
        <translation>इसे यह PC देखे।</translation>
    </message>
    <message>
        <source>Leverage</source>
        <translation>लीवरेज</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>लिमिट</translation>
    </message>
    <message>
        <source>Line {1}</source>
        <translation>पंक्ति {1}</translation>
    </message>
    <message>
        <source>List of downloads</source>
        <translation>डाउनलोड की सूची</translation>
    </message>
    <message>
        <source>Live balance</source>
        <translation>लाइव बैलेंस</translation>
    </message>
    <message>
        <source>Load it again</source>
        <translation>फिर लोड करें</translation>
    </message>
    <message>
        <source>Loading older bars…  Esc stops</source>
        <translation>पुराने बार लोड हो रहे हैं…  Esc रोकता है</translation>
    </message>
    <message>
        <source>Loading recent prices…</source>
        <translation>हाल के भाव लोड हो रहे हैं…</translation>
    </message>
    <message>
        <source>Loading the instruments was stopped, so the account is not open.</source>
        <translation>इंस्ट्रूमेंट लोड करना रोका गया, इसलिए खाता खुला नहीं है।</translation>
    </message>
    <message>
        <source>Loading the list of funds…</source>
        <translation>फ़ंड की सूची लोड हो रही है…</translation>
    </message>
    <message>
        <source>Loading was interrupted.</source>
        <translation>लोड होना बीच में रुक गया।</translation>
    </message>
    <message>
        <source>Loading {1}. Click to stop it.</source>
        <translation>{1} लोड हो रहा है। रोकने के लिए क्लिक करें।</translation>
    </message>
    <message>
        <source>Loading {1}…</source>
        <translation>{1} लोड हो रहा है…</translation>
    </message>
    <message>
        <source>Log in again to load them.</source>
        <translation>उन्हें लोड करने के लिए फिर लॉग-इन करें।</translation>
    </message>
    <message>
        <source>Log in again.</source>
        <translation>फिर लॉग-इन करें।</translation>
    </message>
    <message>
        <source>Log in in the browser, then paste the address of its last page, or the code.</source>
        <translation>ब्राउज़र में लॉग-इन करें, फिर उसके अंतिम पन्ने का पता, या कोड चिपकाएँ।</translation>
    </message>
    <message>
        <source>Log in in the browser, then paste the address of its last page.</source>
        <translation>ब्राउज़र में लॉग-इन करें, फिर उसके अंतिम पन्ने का पता चिपकाएँ।</translation>
    </message>
    <message>
        <source>Log in to an account first.</source>
        <translation>पहले किसी खाते में लॉग-इन करें।</translation>
    </message>
    <message>
        <source>Log in to an account that has.</source>
        <translation>ऐसे खाते में लॉग-इन करें जिसमें हों।</translation>
    </message>
    <message>
        <source>Log in to an account: it is asked for the bars</source>
        <translation>खाते में लॉग-इन करें: बार उसी से माँगे जाते हैं</translation>
    </message>
    <message>
        <source>Log in to an account: its list of stocks appears here.</source>
        <translation>खाते में लॉग-इन करें: उसके शेयरों की सूची यहाँ दिखती है।</translation>
    </message>
    <message>
        <source>Log in to it.</source>
        <translation>उसमें लॉग-इन करें।</translation>
    </message>
    <message>
        <source>Log in to its account.</source>
        <translation>इसके खाते में लॉग-इन करें।</translation>
    </message>
    <message>
        <source>Log in to see history.</source>
        <translation>इतिहास देखने के लिए लॉग-इन करें।</translation>
    </message>
    <message>
        <source>Log in to see prices.</source>
        <translation>भाव देखने के लिए लॉग-इन करें।</translation>
    </message>
    <message>
        <source>Log in, or choose another account.</source>
        <translation>लॉग-इन करें, या दूसरा खाता चुनें।</translation>
    </message>
    <message>
        <source>Log out on the broker&apos;s page, then start the login again.</source>
        <translation>ब्रोकर के पन्ने पर लॉग-आउट करें, फिर लॉग-इन दोबारा शुरू करें।</translation>
    </message>
    <message>
        <source>Logged in</source>
        <translation>लॉग-इन हुआ</translation>
    </message>
    <message>
        <source>Login ends {1} IST</source>
        <translation>लॉग-इन {1} IST पर समाप्त</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>लॉन्ग</translation>
    </message>
    <message>
        <source>Long {1} @ {2}</source>
        <translation>लॉन्ग {1} @ {2}</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>फिर देखें</translation>
    </message>
    <message>
        <source>Look at it once more and confirm.</source>
        <translation>एक बार फिर देखकर पुष्टि करें।</translation>
    </message>
    <message>
        <source>Look at its order.</source>
        <translation>इसका ऑर्डर देखें।</translation>
    </message>
    <message>
        <source>Look at its row in the list.</source>
        <translation>सूची में इसकी पंक्ति देखें।</translation>
    </message>
    <message>
        <source>Look at its row in the order book.</source>
        <translation>ऑर्डर बुक में इसकी पंक्ति देखें।</translation>
    </message>
    <message>
        <source>Look at its row in the order book; make a new order if you want another one.</source>
        <translation>ऑर्डर बुक में इसकी पंक्ति देखें; एक और चाहिए तो नया ऑर्डर बनाएँ।</translation>
    </message>
    <message>
        <source>Look at its row.</source>
        <translation>इसकी पंक्ति देखें।</translation>
    </message>
    <message>
        <source>Look at the orders panel for the others: each row says why.</source>
        <translation>बाकी के लिए ऑर्डर पैनल देखें: हर पंक्ति कारण बताती है।</translation>
    </message>
    <message>
        <source>Look for the newest version by hand.</source>
        <translation>सबसे नया संस्करण ख़ुद खोजें।</translation>
    </message>
    <message>
        <source>Looking up what is missing.</source>
        <translation>जो नहीं है वह खोजा जा रहा है।</translation>
    </message>
    <message>
        <source>Lot size</source>
        <translation>लॉट का आकार</translation>
    </message>
    <message>
        <source>Lots of {1}; 70u means units</source>
        <translation>{1} के लॉट; 70u यानी इकाइयाँ</translation>
    </message>
    <message>
        <source>Lower it, or leave it at 0.</source>
        <translation>इसे घटाएँ, या 0 रहने दें।</translation>
    </message>
    <message>
        <source>Lower it, or make it a single trigger.</source>
        <translation>इसे घटाएँ, या एकल ट्रिगर बनाएँ।</translation>
    </message>
    <message>
        <source>Lower the quantity, or confirm.</source>
        <translation>मात्रा घटाएँ, या पुष्टि करें।</translation>
    </message>
    <message>
        <source>Lower the quantity, or raise the limit in the settings.</source>
        <translation>मात्रा घटाएँ, या सेटिंग में सीमा बढ़ाएँ।</translation>
    </message>
    <message>
        <source>Lowest price of the day</source>
        <translation>दिन का सबसे नीचा भाव</translation>
    </message>
    <message>
        <source>MCX does not take IOC orders.</source>
        <translation>MCX IOC ऑर्डर नहीं लेता।</translation>
    </message>
    <message>
        <source>Make a new one.</source>
        <translation>नया बनाएँ।</translation>
    </message>
    <message>
        <source>Make a new order if you still want it. The book is watched for 2 more minutes.</source>
        <translation>अब भी चाहिए तो नया ऑर्डर बनाएँ। ऑर्डर बुक 2 मिनट और देखी जाती है।</translation>
    </message>
    <message>
        <source>Make it a single trigger.</source>
        <translation>इसे एकल ट्रिगर बनाएँ।</translation>
    </message>
    <message>
        <source>Make it writable again and start again. {1}</source>
        <translation>इसे फिर लिखने योग्य बनाएँ और दोबारा शुरू करें। {1}</translation>
    </message>
    <message>
        <source>Make room for at least {1} MB, then resume.</source>
        <translation>कम से कम {1} MB जगह बनाएँ, फिर आगे बढ़ाएँ।</translation>
    </message>
    <message>
        <source>Margin from pledged shares and funds. It can hold positions; it is not cash.</source>
        <translation>गिरवी शेयर और फ़ंड का मार्जिन। इससे पोज़ीशन रखी जा सकती है; यह नकद नहीं है।</translation>
    </message>
    <message>
        <source>Margin used of pledged liquid funds and their exchange-traded kin: counts like cash.</source>
        <translation>गिरवी लिक्विड फ़ंड और वैसे ETF का उपयोग हुआ मार्जिन: नकद की तरह गिना जाता है।</translation>
    </message>
    <message>
        <source>Margin used of pledged shares and other funds: half of some margins must still be cash.</source>
        <translation>गिरवी शेयर और अन्य फ़ंड का उपयोग हुआ मार्जिन: कुछ मार्जिन का आधा फिर भी नकद होना चाहिए।</translation>
    </message>
    <message>
        <source>Margin {1} → {2}:</source>
        <translation>मार्जिन {1} → {2}:</translation>
    </message>
    <message>
        <source>Margin: not told ({1})</source>
        <translation>मार्जिन: नहीं बताया ({1})</translation>
    </message>
    <message>
        <source>Mark to market of today, overnight quantity from the previous close, {1}</source>
        <translation>आज का मार्क टू मार्केट, रात भर की मात्रा पिछले बंद से, {1}</translation>
    </message>
    <message>
        <source>Marked: {1}</source>
        <translation>चिह्नित: {1}</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>बाज़ार</translation>
    </message>
    <message>
        <source>Market orders need a protection band: choose one, or place a limit order.</source>
        <translation>बाज़ार ऑर्डर के लिए सुरक्षा दायरा ज़रूरी है: एक चुनें, या लिमिट ऑर्डर लगाएँ।</translation>
    </message>
    <message>
        <source>Market orders without a protection band are not allowed (SEBI, April 2026).</source>
        <translation>सुरक्षा दायरे के बिना बाज़ार ऑर्डर की अनुमति नहीं (SEBI, अप्रैल 2026)।</translation>
    </message>
    <message>
        <source>Market-wide hole on {1} {2}: {3} have no bar. The broker or the exchange was down, it is one gap and nothing of this store&apos;s.</source>
        <translation>{1} {2} को पूरे बाज़ार में कमी: {3} के बार नहीं हैं। ब्रोकर या एक्सचेंज बंद था, यह एक ही कमी है और इस भंडार की नहीं।</translation>
    </message>
    <message>
        <source>Matched by fund and terms: the broker&apos;s row has no tag.</source>
        <translation>फ़ंड और शर्तों से मिलाया: ब्रोकर की पंक्ति में टैग नहीं है।</translation>
    </message>
    <message>
        <source>Matched by instrument, side, quantity and time: the broker&apos;s row has no tag.</source>
        <translation>इंस्ट्रूमेंट, पक्ष, मात्रा और समय से मिलाया: ब्रोकर की पंक्ति में टैग नहीं है।</translation>
    </message>
    <message>
        <source>May you write in that folder?</source>
        <translation>क्या आपको उस फ़ोल्डर में लिखने की अनुमति है?</translation>
    </message>
    <message>
        <source>Mend or remove it, then log in again.</source>
        <translation>इसे सुधारें या हटाएँ, फिर दोबारा लॉग-इन करें।</translation>
    </message>
    <message>
        <source>Message from the broker ({1})</source>
        <translation>ब्रोकर का संदेश ({1})</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>मिनट</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>नहीं है</translation>
    </message>
    <message>
        <source>Missing: {1}.</source>
        <translation>नहीं मिला: {1}।</translation>
    </message>
    <message>
        <source>Modify to {1} {2} · {3}</source>
        <translation>बदलें: {1} {2} · {3}</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>सोमवार</translation>
    </message>
    <message>
        <source>Money paid out or asked to be paid out today; not available any more.</source>
        <translation>आज निकाला या निकालने को कहा पैसा; अब उपलब्ध नहीं।</translation>
    </message>
    <message>
        <source>Money you transferred to the broker today. It is in “Cash” already.</source>
        <translation>आज ब्रोकर को भेजा पैसा। यह “नकद” में पहले से है।</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>महीना</translation>
    </message>
    <message>
        <source>More than one order carries this order&apos;s tag: {1}. Nothing is cancelled by itself: look at both and cancel the one too many.</source>
        <translation>इस ऑर्डर का टैग एक से अधिक ऑर्डर पर है: {1}। अपने आप कुछ रद्द नहीं होता: दोनों देखें और जो अधिक है उसे रद्द करें।</translation>
    </message>
    <message>
        <source>Move it at least {1} % away.</source>
        <translation>इसे कम से कम {1} % दूर ले जाएँ।</translation>
    </message>
    <message>
        <source>Move it up or down; for an order right now use the order ticket.</source>
        <translation>इसे ऊपर या नीचे ले जाएँ; अभी ऑर्डर के लिए ऑर्डर टिकट लें।</translation>
    </message>
    <message>
        <source>Move the price nearer, or confirm.</source>
        <translation>भाव पास लाएँ, या पुष्टि करें।</translation>
    </message>
    <message>
        <source>Move the price nearer, or raise the limit in the settings.</source>
        <translation>भाव पास लाएँ, या सेटिंग में सीमा बढ़ाएँ।</translation>
    </message>
    <message>
        <source>Move the trigger to {1} or the price beyond {2}.</source>
        <translation>ट्रिगर को {1} पर ले जाएँ या भाव को {2} के पार।</translation>
    </message>
    <message>
        <source>Move the trigger {1} the last price, or confirm.</source>
        <translation>ट्रिगर को अंतिम भाव के {1} ले जाएँ, या पुष्टि करें।</translation>
    </message>
    <message>
        <source>Mutual funds could not be read: {1}</source>
        <translation>म्यूचुअल फ़ंड पढ़े नहीं जा सके: {1}</translation>
    </message>
    <message>
        <source>Name one: what is held is told there, the bars go to the object store.</source>
        <translation>एक बताएँ: क्या रखा है यह वहाँ लिखा जाता है, बार ऑब्जेक्ट स्टोर में जाते हैं।</translation>
    </message>
    <message>
        <source>Needs authorisation</source>
        <translation>अनुमति चाहिए</translation>
    </message>
    <message>
        <source>Needs this computer to be on and logged in</source>
        <translation>यह कंप्यूटर चालू और लॉग-इन होना चाहिए</translation>
    </message>
    <message>
        <source>Needs this computer to be on.</source>
        <translation>यह कंप्यूटर चालू होना चाहिए।</translation>
    </message>
    <message>
        <source>Needs {1}, available {2}.</source>
        <translation>{1} चाहिए, {2} उपलब्ध।</translation>
    </message>
    <message>
        <source>Net {1}, net of {2} charges so far{3}</source>
        <translation>शुद्ध {1}, अब तक के {2} शुल्क घटाकर{3}</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>कभी नहीं</translation>
    </message>
    <message>
        <source>New download</source>
        <translation>नया डाउनलोड</translation>
    </message>
    <message>
        <source>New orders are allowed again</source>
        <translation>नए ऑर्डर की फिर अनुमति है</translation>
    </message>
    <message>
        <source>New orders are blocked at every account; open orders are being cancelled. Positions stay: close them from the positions panel. Click UNLOCK to allow new orders.</source>
        <translation>हर खाते में नए ऑर्डर रोके गए हैं; खुले ऑर्डर रद्द हो रहे हैं। पोज़ीशन रहती हैं: उन्हें पोज़ीशन पैनल से बंद करें। नए ऑर्डर की अनुमति के लिए “खोलें” दबाएँ।</translation>
    </message>
    <message>
        <source>Next: {1} on {2}</source>
        <translation>अगला: {2} को {1}</translation>
    </message>
    <message>
        <source>No GTT for {1}</source>
        <translation>{1} का कोई GTT नहीं</translation>
    </message>
    <message>
        <source>No GTT yet.
It waits for a price, up to a year, and then places an order. Select an instrument and press G.</source>
        <translation>अभी कोई GTT नहीं।
यह एक साल तक भाव की प्रतीक्षा करता है, फिर ऑर्डर लगाता है। इंस्ट्रूमेंट चुनकर G दबाएँ।</translation>
    </message>
    <message>
        <source>No SIPs.
Start one from Funds or from a holding.</source>
        <translation>कोई SIP नहीं।
“फ़ंड” से या किसी होल्डिंग से शुरू करें।</translation>
    </message>
    <message>
        <source>No account</source>
        <translation>कोई खाता नहीं</translation>
    </message>
    <message>
        <source>No account is logged in: log in to trade.</source>
        <translation>कोई खाता लॉग-इन नहीं: ट्रेड करने के लिए लॉग-इन करें।</translation>
    </message>
    <message>
        <source>No address of an update list is set, and none is built in. Enter the one that the makers of your copy publish: Settings, Updates.</source>
        <translation>अपडेट सूची का पता नहीं दिया गया, और कोई पहले से नहीं है। आपकी प्रति बनाने वालों का प्रकाशित पता लिखें: सेटिंग, अपडेट।</translation>
    </message>
    <message>
        <source>No alerts.
Press A on a row of any list, or right-click a price in the chart.</source>
        <translation>कोई अलर्ट नहीं।
किसी सूची की पंक्ति पर A दबाएँ, या चार्ट में भाव पर दायाँ क्लिक करें।</translation>
    </message>
    <message>
        <source>No answer came, so it is not known whether this was made. The broker&apos;s list is being read; nothing is sent twice. Its row says what became of it.</source>
        <translation>कोई जवाब नहीं आया, इसलिए पता नहीं कि यह बना या नहीं। ब्रोकर की सूची पढ़ी जा रही है; कुछ भी दो बार नहीं भेजा जाता। इसकी पंक्ति बताती है कि क्या हुआ।</translation>
    </message>
    <message>
        <source>No bars of {1} are held.</source>
        <translation>{1} के कोई बार नहीं रखे हैं।</translation>
    </message>
    <message>
        <source>No broker of this build has a practice exchange.</source>
        <translation>इस संस्करण के किसी ब्रोकर में अभ्यास एक्सचेंज नहीं है।</translation>
    </message>
    <message>
        <source>No browser could be opened. Copy the address and open it yourself.</source>
        <translation>कोई ब्राउज़र नहीं खुला। पता कॉपी करके ख़ुद खोलें।</translation>
    </message>
    <message>
        <source>No browser could be opened. Open this address yourself: {1}</source>
        <translation>कोई ब्राउज़र नहीं खुला। यह पता ख़ुद खोलें: {1}</translation>
    </message>
    <message>
        <source>No browser could be opened. The address is {1}</source>
        <translation>कोई ब्राउज़र नहीं खुला। पता है {1}</translation>
    </message>
    <message>
        <source>No connection ({1})</source>
        <translation>कनेक्शन नहीं ({1})</translation>
    </message>
    <message>
        <source>No connection to {1} ({2}).</source>
        <translation>{1} से कनेक्शन नहीं ({2})।</translation>
    </message>
    <message>
        <source>No connection to {1} within {2} s.</source>
        <translation>{2} सेकंड में {1} से कनेक्शन नहीं हुआ।</translation>
    </message>
    <message>
        <source>No download yet. Choose what to fetch and press the button: everything that has been fetched once stays on this computer.</source>
        <translation>अभी कोई डाउनलोड नहीं। चुनें कि क्या लाना है और बटन दबाएँ: जो एक बार आ गया वह इसी कंप्यूटर पर रहता है।</translation>
    </message>
    <message>
        <source>No download yet. Log in to an account first: its broker is asked for the bars.</source>
        <translation>अभी कोई डाउनलोड नहीं। पहले खाते में लॉग-इन करें: बार उसके ब्रोकर से माँगे जाते हैं।</translation>
    </message>
    <message>
        <source>No file of this store; left as it is.</source>
        <translation>इस भंडार की फ़ाइल नहीं; जैसी है वैसी छोड़ी।</translation>
    </message>
    <message>
        <source>No fund matches.</source>
        <translation>कोई फ़ंड मेल नहीं खाता।</translation>
    </message>
    <message>
        <source>No fund orders in the last seven days.
Older ones are at your broker.</source>
        <translation>पिछले सात दिनों में कोई फ़ंड ऑर्डर नहीं।
पुराने आपके ब्रोकर के पास हैं।</translation>
    </message>
    <message>
        <source>No further instalment is placed, and it cannot be taken back. Units stay yours.</source>
        <translation>आगे कोई किस्त नहीं लगती, और इसे वापस नहीं लिया जा सकता। इकाइयाँ आपकी रहती हैं।</translation>
    </message>
    <message>
        <source>No history can be kept at {1}: {2}</source>
        <translation>{1} पर इतिहास नहीं रखा जा सकता: {2}</translation>
    </message>
    <message>
        <source>No instrument is chosen.</source>
        <translation>कोई इंस्ट्रूमेंट नहीं चुना।</translation>
    </message>
    <message>
        <source>No instrument is selected</source>
        <translation>कोई इंस्ट्रूमेंट नहीं चुना</translation>
    </message>
    <message>
        <source>No leg has failed.</source>
        <translation>कोई हिस्सा विफल नहीं हुआ।</translation>
    </message>
    <message>
        <source>No line contains that.</source>
        <translation>किसी पंक्ति में यह नहीं है।</translation>
    </message>
    <message>
        <source>No lines at this level.</source>
        <translation>इस स्तर की कोई पंक्ति नहीं।</translation>
    </message>
    <message>
        <source>No message yet</source>
        <translation>अभी कोई संदेश नहीं</translation>
    </message>
    <message>
        <source>No offer matches the filter.</source>
        <translation>छाँट से कोई ऑफ़र मेल नहीं खाता।</translation>
    </message>
    <message>
        <source>No open orders to cancel</source>
        <translation>रद्द करने को कोई खुला ऑर्डर नहीं</translation>
    </message>
    <message>
        <source>No open position in {1}</source>
        <translation>{1} में कोई खुली पोज़ीशन नहीं</translation>
    </message>
    <message>
        <source>No order can be sent</source>
        <translation>कोई ऑर्डर नहीं भेजा जा सकता</translation>
    </message>
    <message>
        <source>No order to {1} exists: {2}.</source>
        <translation>{1} का कोई ऑर्डर नहीं है: {2}।</translation>
    </message>
    <message>
        <source>No position in {1} is open.</source>
        <translation>{1} में कोई पोज़ीशन खुली नहीं है।</translation>
    </message>
    <message>
        <source>No position is open.</source>
        <translation>कोई पोज़ीशन खुली नहीं है।</translation>
    </message>
    <message>
        <source>No price is known yet.</source>
        <translation>अभी कोई भाव पता नहीं।</translation>
    </message>
    <message>
        <source>No price of this instrument is known yet, and a trigger has to lie off it.</source>
        <translation>इस इंस्ट्रूमेंट का कोई भाव अभी पता नहीं, और ट्रिगर उससे दूर होना चाहिए।</translation>
    </message>
    <message>
        <source>No price of {1} could be had, and this account takes no market orders by API: {2}</source>
        <translation>{1} का भाव नहीं मिला, और यह खाता API से बाज़ार ऑर्डर नहीं लेता: {2}</translation>
    </message>
    <message>
        <source>No price of {1} has been seen, so its distance from the market cannot be checked.</source>
        <translation>{1} का कोई भाव नहीं दिखा, इसलिए बाज़ार से इसकी दूरी जाँची नहीं जा सकती।</translation>
    </message>
    <message>
        <source>No price of {1} is known yet: nothing values its leg.</source>
        <translation>{1} का कोई भाव अभी पता नहीं: इसके हिस्से का मूल्य नहीं निकलता।</translation>
    </message>
    <message>
        <source>No price yet.</source>
        <translation>अभी भाव नहीं।</translation>
    </message>
    <message>
        <source>No quantity is given</source>
        <translation>मात्रा नहीं दी गई</translation>
    </message>
    <message>
        <source>No recent prices of this instrument.</source>
        <translation>इस इंस्ट्रूमेंट के हाल के भाव नहीं हैं।</translation>
    </message>
    <message>
        <source>No recent prices: {1}</source>
        <translation>हाल के भाव नहीं: {1}</translation>
    </message>
    <message>
        <source>No reply</source>
        <translation>जवाब नहीं</translation>
    </message>
    <message>
        <source>No series fits: nothing to download.</source>
        <translation>कोई सीरीज़ मेल नहीं खाती: डाउनलोड को कुछ नहीं।</translation>
    </message>
    <message>
        <source>No session</source>
        <translation>सत्र नहीं</translation>
    </message>
    <message>
        <source>No slice was placed.</source>
        <translation>कोई हिस्सा नहीं लगा।</translation>
    </message>
    <message>
        <source>No slicing: this broker does not do it</source>
        <translation>स्लाइसिंग नहीं: यह ब्रोकर नहीं करता</translation>
    </message>
    <message>
        <source>No trades</source>
        <translation>सौदे नहीं</translation>
    </message>
    <message>
        <source>No underlying is called “{1}”.</source>
        <translation>“{1}” नाम का कोई आधार नहीं।</translation>
    </message>
    <message>
        <source>No {1} bars of {2}: it has not traded in this period.</source>
        <translation>{2} के {1} बार नहीं: इस अवधि में सौदा नहीं हुआ।</translation>
    </message>
    <message>
        <source>No {1} is given</source>
        <translation>{1} नहीं दिया गया</translation>
    </message>
    <message>
        <source>No {1} trigger.</source>
        <translation>कोई {1} ट्रिगर नहीं।</translation>
    </message>
    <message>
        <source>Nobody is logged in</source>
        <translation>कोई लॉग-इन नहीं है</translation>
    </message>
    <message>
        <source>Nobody is logged in.</source>
        <translation>कोई लॉग-इन नहीं है।</translation>
    </message>
    <message>
        <source>None</source>
        <translation>कोई नहीं</translation>
    </message>
    <message>
        <source>None chosen</source>
        <translation>कोई नहीं चुना</translation>
    </message>
    <message>
        <source>None chosen yet</source>
        <translation>अभी कोई नहीं चुना</translation>
    </message>
    <message>
        <source>None of the accounts that are logged in has mutual funds.
Log in to one that does; the practice exchange has some to try.</source>
        <translation>लॉग-इन खातों में से किसी में म्यूचुअल फ़ंड नहीं हैं।
ऐसे खाते में लॉग-इन करें; अभ्यास एक्सचेंज में आज़माने के लिए कुछ हैं।</translation>
    </message>
    <message>
        <source>Noren (classic login)</source>
        <translation>Noren (पुराना लॉग-इन)</translation>
    </message>
    <message>
        <source>Not added to the basket</source>
        <translation>बास्केट में नहीं जोड़ा</translation>
    </message>
    <message>
        <source>Not cancelled</source>
        <translation>रद्द नहीं हुआ</translation>
    </message>
    <message>
        <source>Not cancelled. {1}</source>
        <translation>रद्द नहीं हुआ। {1}</translation>
    </message>
    <message>
        <source>Not cancelled. {1} {2}</source>
        <translation>रद्द नहीं हुआ। {1} {2}</translation>
    </message>
    <message>
        <source>Not changed. {1}</source>
        <translation>नहीं बदला। {1}</translation>
    </message>
    <message>
        <source>Not changed: {1} {2}</source>
        <translation>नहीं बदला: {1} {2}</translation>
    </message>
    <message>
        <source>Not converted: the reply was lost, and the positions were read {1} times over {2} s without a change.</source>
        <translation>नहीं बदला: जवाब खो गया, और पोज़ीशन {2} सेकंड में {1} बार पढ़ी गईं, कोई बदलाव नहीं मिला।</translation>
    </message>
    <message>
        <source>Not created</source>
        <translation>नहीं बना</translation>
    </message>
    <message>
        <source>Not documented: the broker does not say what this field means. It is shown as it came.</source>
        <translation>दस्तावेज़ में नहीं: ब्रोकर नहीं बताता कि इस फ़ील्ड का क्या अर्थ है। जैसा आया वैसा दिखाया है।</translation>
    </message>
    <message>
        <source>Not enabled for this account</source>
        <translation>इस खाते में चालू नहीं</translation>
    </message>
    <message>
        <source>Not exported: {1} {2}</source>
        <translation>निर्यात नहीं हुआ: {1} {2}</translation>
    </message>
    <message>
        <source>Not imported. {1} {2}</source>
        <translation>आयात नहीं हुआ। {1} {2}</translation>
    </message>
    <message>
        <source>Not in the day&apos;s list of instruments</source>
        <translation>दिन की इंस्ट्रूमेंट सूची में नहीं</translation>
    </message>
    <message>
        <source>Not in the day&apos;s list of instruments.</source>
        <translation>दिन की इंस्ट्रूमेंट सूची में नहीं।</translation>
    </message>
    <message>
        <source>Not in the list</source>
        <translation>सूची में नहीं</translation>
    </message>
    <message>
        <source>Not in the manifest: its days count as partial and are fetched again.</source>
        <translation>सूची में नहीं: इसके दिन आंशिक माने जाते हैं और फिर लाए जाते हैं।</translation>
    </message>
    <message>
        <source>Not in today&apos;s instrument list: expired or delisted. Del removes it.</source>
        <translation>आज की इंस्ट्रूमेंट सूची में नहीं: एक्सपायर या सूची से बाहर। Del इसे हटाता है।</translation>
    </message>
    <message>
        <source>Not included: the depository takes a fixed fee for each share sold out of the demat account, once a day, and the broker&apos;s calculator leaves it out.</source>
        <translation>शामिल नहीं: डिपॉज़िटरी डीमैट खाते से बेचे हर शेयर पर दिन में एक बार तय शुल्क लेती है, और ब्रोकर का कैलकुलेटर उसे छोड़ देता है।</translation>
    </message>
    <message>
        <source>Not known whether {1} has a holiday here.</source>
        <translation>पता नहीं कि {1} को यहाँ छुट्टी है या नहीं।</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>अभी पता नहीं</translation>
    </message>
    <message>
        <source>Not known yet: no position has been read.</source>
        <translation>अभी पता नहीं: कोई पोज़ीशन नहीं पढ़ी गई।</translation>
    </message>
    <message>
        <source>Not live: last price {1} ago</source>
        <translation>लाइव नहीं: अंतिम भाव {1} पहले</translation>
    </message>
    <message>
        <source>Not live: the last price came {1} ago, at {2}.</source>
        <translation>लाइव नहीं: अंतिम भाव {1} पहले, {2} पर आया।</translation>
    </message>
    <message>
        <source>Not moved. {1}</source>
        <translation>नहीं हटा। {1}</translation>
    </message>
    <message>
        <source>Not moved. {1} {2}</source>
        <translation>नहीं हटा। {1} {2}</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>ज़रूरी नहीं</translation>
    </message>
    <message>
        <source>Not on the tick of {1}: {2} will be taken.</source>
        <translation>{1} के टिक पर नहीं: {2} लिया जाएगा।</translation>
    </message>
    <message>
        <source>Not paused</source>
        <translation>नहीं रुका</translation>
    </message>
    <message>
        <source>Not placed</source>
        <translation>नहीं लगा</translation>
    </message>
    <message>
        <source>Not placed: the broker does not have it</source>
        <translation>नहीं लगा: ब्रोकर के पास नहीं है</translation>
    </message>
    <message>
        <source>Not placed: the broker&apos;s order book was read {1} times over {2} s or more and does not have it.</source>
        <translation>नहीं लगा: ब्रोकर की ऑर्डर बुक {2} सेकंड या अधिक में {1} बार पढ़ी गई और उसमें यह नहीं है।</translation>
    </message>
    <message>
        <source>Not resumed</source>
        <translation>आगे नहीं बढ़ा</translation>
    </message>
    <message>
        <source>Not retried</source>
        <translation>फिर कोशिश नहीं हुई</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>अभी नहीं भेजा</translation>
    </message>
    <message>
        <source>Not sent: the account was closed.</source>
        <translation>नहीं भेजा: खाता बंद हो गया।</translation>
    </message>
    <message>
        <source>Not sent: the basket was stopped.</source>
        <translation>नहीं भेजा: बास्केट रोकी गई।</translation>
    </message>
    <message>
        <source>Not sent: the firing could not be written down.</source>
        <translation>नहीं भेजा: बजना लिखा नहीं जा सका।</translation>
    </message>
    <message>
        <source>Not sent: the kill switch went on.</source>
        <translation>नहीं भेजा: किल स्विच चालू हो गया।</translation>
    </message>
    <message>
        <source>Not sent: the terminal was closed.</source>
        <translation>नहीं भेजा: टर्मिनल बंद हो गया।</translation>
    </message>
    <message>
        <source>Not sent: {1}</source>
        <translation>नहीं भेजा: {1}</translation>
    </message>
    <message>
        <source>Not sent: {1}.</source>
        <translation>नहीं भेजा: {1}।</translation>
    </message>
    <message>
        <source>Not set: {1} {2}</source>
        <translation>तय नहीं हुआ: {1} {2}</translation>
    </message>
    <message>
        <source>Not started: {1} {2}</source>
        <translation>शुरू नहीं हुआ: {1} {2}</translation>
    </message>
    <message>
        <source>Not taken off the list</source>
        <translation>सूची से नहीं हटा</translation>
    </message>
    <message>
        <source>Not told yet by the broker&apos;s calculator.</source>
        <translation>ब्रोकर के कैलकुलेटर ने अभी नहीं बताया।</translation>
    </message>
    <message>
        <source>Not up to date: {1}</source>
        <translation>ताज़ा नहीं: {1}</translation>
    </message>
    <message>
        <source>Not while a download runs.</source>
        <translation>डाउनलोड चलते समय नहीं।</translation>
    </message>
    <message>
        <source>Not while an order is on its way.</source>
        <translation>ऑर्डर रास्ते में हो तब नहीं।</translation>
    </message>
    <message>
        <source>Not while the market is open: nothing may compete with orders and prices.</source>
        <translation>बाज़ार खुला हो तब नहीं: ऑर्डर और भाव से कुछ होड़ न करे।</translation>
    </message>
    <message>
        <source>Nothing came for {1} s</source>
        <translation>{1} सेकंड से कुछ नहीं आया</translation>
    </message>
    <message>
        <source>Nothing came for {1} s.</source>
        <translation>{1} सेकंड से कुछ नहीं आया।</translation>
    </message>
    <message>
        <source>Nothing changes.</source>
        <translation>कुछ नहीं बदलता।</translation>
    </message>
    <message>
        <source>Nothing has changed. Free disk space or mend the data folder, then try again.</source>
        <translation>कुछ नहीं बदला। डिस्क पर जगह बनाएँ या डेटा फ़ोल्डर सुधारें, फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>Nothing held is called so.</source>
        <translation>इस नाम का कुछ नहीं रखा।</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>यहाँ कुछ नहीं</translation>
    </message>
    <message>
        <source>Nothing is changed yet · {1}</source>
        <translation>अभी कुछ नहीं बदला · {1}</translation>
    </message>
    <message>
        <source>Nothing is known about what it did. If it stays, log in again, or choose the other kind of login.</source>
        <translation>पता नहीं कि इसने क्या किया। फिर भी ऐसा हो तो दोबारा लॉग-इन करें, या दूसरे प्रकार का लॉग-इन चुनें।</translation>
    </message>
    <message>
        <source>Nothing is known about what it did. Look at the order book.</source>
        <translation>पता नहीं कि इसने क्या किया। ऑर्डर बुक देखें।</translation>
    </message>
    <message>
        <source>Nothing is left to close: the position is flat or exits for all of it are open.</source>
        <translation>बंद करने को कुछ नहीं बचा: पोज़ीशन शून्य है या पूरी की निकासी के ऑर्डर खुले हैं।</translation>
    </message>
    <message>
        <source>Nothing is left to exit: orders are on their way.</source>
        <translation>निकलने को कुछ नहीं बचा: ऑर्डर रास्ते में हैं।</translation>
    </message>
    <message>
        <source>Nothing is listed that fits this selection.</source>
        <translation>इस चुनाव से मेल खाता कुछ सूची में नहीं।</translation>
    </message>
    <message>
        <source>Nothing is set</source>
        <translation>कुछ तय नहीं</translation>
    </message>
    <message>
        <source>Nothing is stored yet. Download some days first: the calendar shows then what is there and what is missing.</source>
        <translation>अभी कुछ सहेजा नहीं है। पहले कुछ दिन डाउनलोड करें: तब कैलेंडर दिखाता है कि क्या है और क्या नहीं।</translation>
    </message>
    <message>
        <source>Nothing matches the filter.</source>
        <translation>छाँट से कुछ मेल नहीं खाता।</translation>
    </message>
    <message>
        <source>Nothing matches “{1}”. Try fewer or shorter words.</source>
        <translation>“{1}” से कुछ मेल नहीं खाता। कम या छोटे शब्द लिखें।</translation>
    </message>
    <message>
        <source>Nothing of yours is in today&apos;s auction.
An exchange buys in shares that sellers failed to deliver; holdings that it asks for show up here.</source>
        <translation>आज की नीलामी में आपका कुछ नहीं है।
जो शेयर विक्रेता नहीं दे सके उन्हें एक्सचेंज ख़रीदता है; वह आपकी जो होल्डिंग माँगे वे यहाँ दिखती हैं।</translation>
    </message>
    <message>
        <source>Nothing stored is lost. Make room, or raise the quota, then resume.</source>
        <translation>सहेजा हुआ कुछ नहीं खोया। जगह बनाएँ, या कोटा बढ़ाएँ, फिर आगे बढ़ाएँ।</translation>
    </message>
    <message>
        <source>Nothing to exit</source>
        <translation>निकलने को कुछ नहीं</translation>
    </message>
    <message>
        <source>Nothing to report. Fills, rejections and connection changes appear here.</source>
        <translation>बताने को कुछ नहीं। सौदे, अस्वीकृतियाँ और कनेक्शन के बदलाव यहाँ दिखते हैं।</translation>
    </message>
    <message>
        <source>Nothing was changed. Look at the list, then try again.</source>
        <translation>कुछ नहीं बदला। सूची देखें, फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>Nothing was created or changed. Correct what it names and send again.</source>
        <translation>कुछ बना या बदला नहीं। जो बताया गया उसे सुधारकर फिर भेजें।</translation>
    </message>
    <message>
        <source>Nothing was done. Change the password on the broker&apos;s own site or app, then log in here with the new one.</source>
        <translation>कुछ नहीं हुआ। ब्रोकर की अपनी साइट या ऐप पर पासवर्ड बदलें, फिर नए से यहाँ लॉग-इन करें।</translation>
    </message>
    <message>
        <source>Nothing was done. This deployment of the broker does not offer it.</source>
        <translation>कुछ नहीं हुआ। ब्रोकर का यह सर्वर यह नहीं देता।</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>कुछ आयात नहीं हुआ।</translation>
    </message>
    <message>
        <source>Nothing was made. Change the form and send it again, or close it.</source>
        <translation>कुछ नहीं बना। फ़ॉर्म बदलकर फिर भेजें, या बंद करें।</translation>
    </message>
    <message>
        <source>Nothing was placed or changed. Correct what it names and try again.</source>
        <translation>कुछ लगा या बदला नहीं। जो बताया गया उसे सुधारकर फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>Nothing was placed or changed. Look at the API key in the broker&apos;s portal: save the static IP address again and make a new key.</source>
        <translation>कुछ लगा या बदला नहीं। ब्रोकर के पोर्टल में API कुंजी देखें: static IP पता फिर सहेजें और नई कुंजी बनाएँ।</translation>
    </message>
    <message>
        <source>Nothing was placed or changed. Read the broker&apos;s words, then try again.</source>
        <translation>कुछ लगा या बदला नहीं। ब्रोकर के शब्द पढ़ें, फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>Nothing was placed or changed. See the app&apos;s permissions in the developer console.</source>
        <translation>कुछ लगा या बदला नहीं। डेवलपर कंसोल में ऐप की अनुमतियाँ देखें।</translation>
    </message>
    <message>
        <source>Nothing was placed or changed; orders at the exchange stay as they are. Register this computer&apos;s public address as static IP in the broker&apos;s portal (Profile, API Key), then make a new key.</source>
        <translation>कुछ लगा या बदला नहीं; एक्सचेंज पर ऑर्डर जैसे हैं वैसे रहते हैं। इस कंप्यूटर का सार्वजनिक पता ब्रोकर के पोर्टल में static IP के रूप में दर्ज करें (Profile, API Key), फिर नई कुंजी बनाएँ।</translation>
    </message>
    <message>
        <source>Nothing was placed, and exits are refused too. Close positions in the broker&apos;s own app or by phone.</source>
        <translation>कुछ नहीं लगा, और निकासी भी अस्वीकार होती है। पोज़ीशन ब्रोकर के अपने ऐप से या फ़ोन पर बंद करें।</translation>
    </message>
    <message>
        <source>Nothing was placed. Authorise the sale in the browser (Holdings, Authorise), then send the order again.</source>
        <translation>कुछ नहीं लगा। ब्राउज़र में बिक्री की अनुमति दें (होल्डिंग, अनुमति), फिर ऑर्डर दोबारा भेजें।</translation>
    </message>
    <message>
        <source>Nothing was placed. Change the form and send it again, or close it.</source>
        <translation>कुछ नहीं लगा। फ़ॉर्म बदलकर फिर भेजें, या बंद करें।</translation>
    </message>
    <message>
        <source>Nothing was placed. Choose the variety Auction again: the ticket then asks the broker for today&apos;s number of this holding.</source>
        <translation>कुछ नहीं लगा। किस्म “नीलामी” फिर चुनें: तब टिकट ब्रोकर से इस होल्डिंग की आज की संख्या पूछता है।</translation>
    </message>
    <message>
        <source>Nothing was placed. Look at what is still free to sell in Holdings.</source>
        <translation>कुछ नहीं लगा। होल्डिंग में देखें कि बेचने को क्या मुक्त है।</translation>
    </message>
    <message>
        <source>Nothing was placed. Read the broker&apos;s words, then try again.</source>
        <translation>कुछ नहीं लगा। ब्रोकर के शब्द पढ़ें, फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>Nothing was placed. This account takes no such order type by API: place a limit order.</source>
        <translation>कुछ नहीं लगा। यह खाता API से ऐसा ऑर्डर प्रकार नहीं लेता: लिमिट ऑर्डर लगाएँ।</translation>
    </message>
    <message>
        <source>Nothing was placed. This is about the account: see the broker&apos;s own site.</source>
        <translation>कुछ नहीं लगा। यह खाते के बारे में है: ब्रोकर की अपनी साइट देखें।</translation>
    </message>
    <message>
        <source>Nothing was placed. Wait a moment and look at the order book before trying again.</source>
        <translation>कुछ नहीं लगा। फिर कोशिश से पहले थोड़ा रुकें और ऑर्डर बुक देखें।</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>कुछ नहीं भेजा गया।</translation>
    </message>
    <message>
        <source>Nothing was sent. Authorise them in the broker&apos;s own app or site.</source>
        <translation>कुछ नहीं भेजा गया। ब्रोकर के अपने ऐप या साइट पर उनकी अनुमति दें।</translation>
    </message>
    <message>
        <source>Nothing was sent. Choose one of these.</source>
        <translation>कुछ नहीं भेजा गया। इनमें से एक चुनें।</translation>
    </message>
    <message>
        <source>Nothing was sent. Let this PC watch it.</source>
        <translation>कुछ नहीं भेजा गया। इसे यह PC देखे।</translation>
    </message>
    <message>
        <source>Nothing was sent. Place a limit order with the price you accept.</source>
        <translation>कुछ नहीं भेजा गया। जो भाव मंज़ूर हो उस पर लिमिट ऑर्डर लगाएँ।</translation>
    </message>
    <message>
        <source>Nothing was sent. The most at once is {1}.</source>
        <translation>कुछ नहीं भेजा गया। एक बार में अधिक से अधिक {1}।</translation>
    </message>
    <message>
        <source>Nothing was sent. Wait, then try again.</source>
        <translation>कुछ नहीं भेजा गया। रुकें, फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>Nothing was sent. {1}</source>
        <translation>कुछ नहीं भेजा गया। {1}</translation>
    </message>
    <message>
        <source>Nothing was sent: it could not be written down first ({1}).</source>
        <translation>कुछ नहीं भेजा गया: पहले लिखा नहीं जा सका ({1})।</translation>
    </message>
    <message>
        <source>Nothing was sent: not every leg can be sent.</source>
        <translation>कुछ नहीं भेजा गया: हर हिस्सा भेजा नहीं जा सकता।</translation>
    </message>
    <message>
        <source>Nothing was sent: the basket was changed meanwhile.</source>
        <translation>कुछ नहीं भेजा गया: इस बीच बास्केट बदल गई।</translation>
    </message>
    <message>
        <source>Nothing was sent: {1} be. {2}</source>
        <translation>कुछ नहीं भेजा गया: {1} जा सकता। {2}</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation>कुछ नहीं बदलेगा।</translation>
    </message>
    <message>
        <source>Notice: {1} {2}</source>
        <translation>सूचना: {1} {2}</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>सूचनाएँ</translation>
    </message>
    <message>
        <source>Of bracket orders, where they exist.</source>
        <translation>ब्रैकेट ऑर्डर का, जहाँ वे होते हैं।</translation>
    </message>
    <message>
        <source>Of positions closed today. A loss lowers what you can use.</source>
        <translation>आज बंद हुई पोज़ीशन का। हानि से उपयोग योग्य राशि घटती है।</translation>
    </message>
    <message>
        <source>Of positions still open, at the last price. A loss lowers what you can use.</source>
        <translation>अब भी खुली पोज़ीशन का, अंतिम भाव पर। हानि से उपयोग योग्य राशि घटती है।</translation>
    </message>
    <message>
        <source>Of the order it will place: {1}</source>
        <translation>जो ऑर्डर यह लगाएगा उसके बारे में: {1}</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>बंद</translation>
    </message>
    <message>
        <source>Older bars did not load: {1}</source>
        <translation>पुराने बार लोड नहीं हुए: {1}</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>डिस्क पर</translation>
    </message>
    <message>
        <source>One executed order is</source>
        <translation>एक निष्पादित ऑर्डर</translation>
    </message>
    <message>
        <source>One with the same terms is being looked for at the broker: it may exist already.</source>
        <translation>इन्हीं शर्तों का एक ब्रोकर के पास खोजा जा रहा है: वह पहले से हो सकता है।</translation>
    </message>
    <message>
        <source>Only exits and cancels pass until tomorrow.</source>
        <translation>कल तक केवल निकासी और रद्द जाते हैं।</translation>
    </message>
    <message>
        <source>Only futures and options have OI.</source>
        <translation>OI केवल फ़्यूचर और ऑप्शन में होता है।</translation>
    </message>
    <message>
        <source>Only if the portal took http://127.0.0.1:{1}/ as redirect URL. Else paste the address of the last page, or its code.</source>
        <translation>केवल तब जब पोर्टल ने http://127.0.0.1:{1}/ को redirect URL माना हो। नहीं तो अंतिम पन्ने का पता, या उसका कोड चिपकाएँ।</translation>
    </message>
    <message>
        <source>Only prices compare with an instrument.</source>
        <translation>इंस्ट्रूमेंट से केवल भाव की तुलना होती है।</translation>
    </message>
    <message>
        <source>Only the strike at the money</source>
        <translation>केवल मनी पर की स्ट्राइक</translation>
    </message>
    <message>
        <source>Only {1} MB are free where the history store is ({2}).</source>
        <translation>इतिहास के भंडार वाली जगह ({2}) पर केवल {1} MB खाली हैं।</translation>
    </message>
    <message>
        <source>Only {1} are left to close.</source>
        <translation>बंद करने को केवल {1} बचे हैं।</translation>
    </message>
    <message>
        <source>Open interest</source>
        <translation>ओपन इंटरेस्ट</translation>
    </message>
    <message>
        <source>Open interest in units. {1}</source>
        <translation>ओपन इंटरेस्ट इकाइयों में। {1}</translation>
    </message>
    <message>
        <source>Open profit or loss</source>
        <translation>खुला लाभ या हानि</translation>
    </message>
    <message>
        <source>Open {1}</source>
        <translation>{1} खोलें</translation>
    </message>
    <message>
        <source>Open {1} in the browser</source>
        <translation>{1} को ब्राउज़र में खोलें</translation>
    </message>
    <message>
        <source>Opening balance</source>
        <translation>आरंभिक बैलेंस</translation>
    </message>
    <message>
        <source>Opens the ticket: nothing is sent yet</source>
        <translation>टिकट खोलता है: अभी कुछ नहीं भेजा जाता</translation>
    </message>
    <message>
        <source>Option premium</source>
        <translation>ऑप्शन प्रीमियम</translation>
    </message>
    <message>
        <source>Optional. {1}</source>
        <translation>वैकल्पिक। {1}</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>ऑप्शन</translation>
    </message>
    <message>
        <source>Or let it run until stopped.</source>
        <translation>या इसे रोके जाने तक चलने दें।</translation>
    </message>
    <message>
        <source>Or start the terminal with --datadir and a folder of your own.</source>
        <translation>या टर्मिनल को --datadir और अपने फ़ोल्डर के साथ शुरू करें।</translation>
    </message>
    <message>
        <source>Order budget: {1} of {2} used this second</source>
        <translation>ऑर्डर बजट: इस सेकंड {2} में से {1} लगे</translation>
    </message>
    <message>
        <source>Order margin</source>
        <translation>ऑर्डर मार्जिन</translation>
    </message>
    <message>
        <source>Order not sent</source>
        <translation>ऑर्डर नहीं भेजा गया</translation>
    </message>
    <message>
        <source>Order {1}</source>
        <translation>ऑर्डर {1}</translation>
    </message>
    <message>
        <source>Order {1}, {2}</source>
        <translation>ऑर्डर {1}, {2}</translation>
    </message>
    <message>
        <source>Order {1}: choose a product.</source>
        <translation>ऑर्डर {1}: प्रोडक्ट चुनें।</translation>
    </message>
    <message>
        <source>Order {1}: choose an instrument that trades.</source>
        <translation>ऑर्डर {1}: ऐसा इंस्ट्रूमेंट चुनें जिसमें सौदा होता हो।</translation>
    </message>
    <message>
        <source>Order {1}: enter a price.</source>
        <translation>ऑर्डर {1}: भाव लिखें।</translation>
    </message>
    <message>
        <source>Order {1}: enter a quantity.</source>
        <translation>ऑर्डर {1}: मात्रा लिखें।</translation>
    </message>
    <message>
        <source>Order {1}: {2}</source>
        <translation>ऑर्डर {1}: {2}</translation>
    </message>
    <message>
        <source>Orders and prices go on. It is tried again.</source>
        <translation>ऑर्डर और भाव चलते रहते हैं। फिर कोशिश होती है।</translation>
    </message>
    <message>
        <source>Orders before {1} get the NAV of {2} · {3} left</source>
        <translation>{1} से पहले के ऑर्डर को {2} का NAV मिलता है · {3} शेष</translation>
    </message>
    <message>
        <source>Orders in by {1} IST {2} get the NAV of {3}, later ones that of the next working day. {4}</source>
        <translation>{2} {1} IST तक के ऑर्डर को {3} का NAV मिलता है, बाद वालों को अगले कार्यदिवस का। {4}</translation>
    </message>
    <message>
        <source>Orders that will be sent</source>
        <translation>भेजे जाने वाले ऑर्डर</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>अन्य</translation>
    </message>
    <message>
        <source>Paid for a bought option; received is negative.</source>
        <translation>ख़रीदे ऑप्शन पर दिया; मिला हुआ ऋणात्मक है।</translation>
    </message>
    <message>
        <source>Parked (AMO)</source>
        <translation>पार्क (AMO)</translation>
    </message>
    <message>
        <source>Parquet, for Polars, Spark, DuckDB, pandas (*.parquet)</source>
        <translation>Parquet, Polars, Spark, DuckDB, pandas के लिए (*.parquet)</translation>
    </message>
    <message>
        <source>Part filled</source>
        <translation>आंशिक भरा</translation>
    </message>
    <message>
        <source>Paste the address instead.</source>
        <translation>इसके बदले पता चिपकाएँ।</translation>
    </message>
    <message>
        <source>Pause or cancel it first.</source>
        <translation>पहले इसे रोकें या रद्द करें।</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>रुका हुआ</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>प्रतिशत</translation>
    </message>
    <message>
        <source>Personal apps have orders and portfolio only. Quotes, charts and streaming need the paid Connect plan. Orders still work; prices on screen will not move.</source>
        <translation>Personal ऐप में केवल ऑर्डर और पोर्टफ़ोलियो होते हैं। कोट, चार्ट और स्ट्रीमिंग के लिए भुगतान वाला Connect प्लान चाहिए। ऑर्डर फिर भी चलते हैं; स्क्रीन पर भाव नहीं बदलेंगे।</translation>
    </message>
    <message>
        <source>Planning</source>
        <translation>योजना बन रही है</translation>
    </message>
    <message>
        <source>Pledged for margin</source>
        <translation>मार्जिन के लिए गिरवी</translation>
    </message>
    <message>
        <source>Port {1} is in use by another program, so the browser cannot return here by itself.</source>
        <translation>पोर्ट {1} किसी दूसरे प्रोग्राम के पास है, इसलिए ब्राउज़र अपने आप यहाँ नहीं लौट सकता।</translation>
    </message>
    <message>
        <source>Position converted</source>
        <translation>पोज़ीशन बदली गई</translation>
    </message>
    <message>
        <source>Position not converted</source>
        <translation>पोज़ीशन नहीं बदली</translation>
    </message>
    <message>
        <source>Positions could not be read: {1}
It is tried again by itself.</source>
        <translation>पोज़ीशन पढ़ी नहीं जा सकीं: {1}
अपने आप फिर कोशिश होती है।</translation>
    </message>
    <message>
        <source>Practice (classic login)</source>
        <translation>अभ्यास (पुराना लॉग-इन)</translation>
    </message>
    <message>
        <source>Practice: no real money.</source>
        <translation>अभ्यास: असली पैसा नहीं।</translation>
    </message>
    <message>
        <source>Premium of today&apos;s options: positive where you paid, negative where you received more.</source>
        <translation>आज के ऑप्शन का प्रीमियम: आपने दिया तो धनात्मक, अधिक मिला तो ऋणात्मक।</translation>
    </message>
    <message>
        <source>Previous close</source>
        <translation>पिछला बंद</translation>
    </message>
    <message>
        <source>Prices come about once a second.</source>
        <translation>भाव लगभग हर सेकंड आते हैं।</translation>
    </message>
    <message>
        <source>Prices move in steps of {1}.</source>
        <translation>भाव {1} के कदमों में चलता है।</translation>
    </message>
    <message>
        <source>Process {1} did not take it.</source>
        <translation>प्रक्रिया {1} ने इसे नहीं लिया।</translation>
    </message>
    <message>
        <source>Process {1} does not answer.</source>
        <translation>प्रक्रिया {1} जवाब नहीं देती।</translation>
    </message>
    <message>
        <source>Profit and loss</source>
        <translation>लाभ और हानि</translation>
    </message>
    <message>
        <source>Profit and loss now</source>
        <translation>अभी का लाभ और हानि</translation>
    </message>
    <message>
        <source>Profit and loss of today over all accounts: realised, and open positions at the last price.
{1}
Depository charges are not included. Click to show it {2}.</source>
        <translation>सभी खातों का आज का लाभ-हानि: बुक किया हुआ, और खुली पोज़ीशन अंतिम भाव पर।
{1}
डिपॉज़िटरी शुल्क शामिल नहीं हैं। {2} दिखाने के लिए क्लिक करें।</translation>
    </message>
    <message>
        <source>Put</source>
        <translation>पुट</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>कतार में</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>कोट</translation>
    </message>
    <message>
        <source>Raise it, or make it a single trigger.</source>
        <translation>इसे बढ़ाएँ, या एकल ट्रिगर बनाएँ।</translation>
    </message>
    <message>
        <source>Reading the list of underlyings…</source>
        <translation>आधारों की सूची पढ़ी जा रही है…</translation>
    </message>
    <message>
        <source>Reading what was not fetched…</source>
        <translation>जो नहीं मिला वह पढ़ा जा रहा है…</translation>
    </message>
    <message>
        <source>Reading works.</source>
        <translation>पढ़ना चल रहा है।</translation>
    </message>
    <message>
        <source>Reading your mutual funds…</source>
        <translation>आपके म्यूचुअल फ़ंड पढ़े जा रहे हैं…</translation>
    </message>
    <message>
        <source>Realised and open profit and loss at the live price, {1}  (N)</source>
        <translation>लाइव भाव पर बुक और खुला लाभ-हानि, {1}  (N)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>कारण</translation>
    </message>
    <message>
        <source>Redeem {1}</source>
        <translation>{1} भुनाएँ</translation>
    </message>
    <message>
        <source>Redeem {1} · {2}</source>
        <translation>{1} भुनाएँ · {2}</translation>
    </message>
    <message>
        <source>Redeem {1}{2} units: {3} · {4}</source>
        <translation>{1}{2} इकाइयाँ भुनाएँ: {3} · {4}</translation>
    </message>
    <message>
        <source>Reduce the quantity or add funds; nothing was placed.</source>
        <translation>मात्रा घटाएँ या फ़ंड जोड़ें; कुछ नहीं लगा।</translation>
    </message>
    <message>
        <source>Refresh the book; if it stays away, exit at the broker.</source>
        <translation>बुक ताज़ा करें; फिर भी न दिखे तो ब्रोकर के यहाँ से निकलें।</translation>
    </message>
    <message>
        <source>Refresh the list.</source>
        <translation>सूची ताज़ा करें।</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>अस्वीकृत</translation>
    </message>
    <message>
        <source>Refused: {1} {2}</source>
        <translation>अस्वीकृत: {1} {2}</translation>
    </message>
    <message>
        <source>Regular</source>
        <translation>सामान्य</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>अस्वीकृत</translation>
    </message>
    <message>
        <source>Release it first.</source>
        <translation>पहले इसे हटाएँ।</translation>
    </message>
    <message>
        <source>Release the kill switch to trade again.</source>
        <translation>फिर ट्रेड करने के लिए किल स्विच हटाएँ।</translation>
    </message>
    <message>
        <source>Release the kill switch; deleting triggers is always possible.</source>
        <translation>किल स्विच हटाएँ; ट्रिगर हटाना हमेशा संभव है।</translation>
    </message>
    <message>
        <source>Removed {1}.</source>
        <translation>{1} निकाला।</translation>
    </message>
    <message>
        <source>Rename “{1}”</source>
        <translation>“{1}” का नाम बदलें</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>अनुरोध</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>ज़रूरी</translation>
    </message>
    <message>
        <source>Resting at the exchange</source>
        <translation>एक्सचेंज पर पड़ा है</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>फिर कोशिश</translation>
    </message>
    <message>
        <source>Retry failed only ({1})</source>
        <translation>केवल विफल को फिर भेजें ({1})</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>पूर्ण करें</translation>
    </message>
    <message>
        <source>Round trip of a request: {1}</source>
        <translation>अनुरोध का आना-जाना: {1}</translation>
    </message>
    <message>
        <source>Run `history repair`: it sets the file aside and has its days fetched again.</source>
        <translation>`history repair` चलाएँ: वह फ़ाइल अलग रखता है और उसके दिन फिर मँगाता है।</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>चल रहा है</translation>
    </message>
    <message>
        <source>Runs next {1}, if this program is on.</source>
        <translation>अगली बार {1} चलेगा, यदि यह प्रोग्राम चालू हो।</translation>
    </message>
    <message>
        <source>Rupees</source>
        <translation>रुपये</translation>
    </message>
    <message>
        <source>SEBI charge</source>
        <translation>SEBI शुल्क</translation>
    </message>
    <message>
        <source>SPAN margin</source>
        <translation>SPAN मार्जिन</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>शनिवार</translation>
    </message>
    <message>
        <source>Save the day&apos;s report</source>
        <translation>दिन की रिपोर्ट सहेजें</translation>
    </message>
    <message>
        <source>Save the new version</source>
        <translation>नया संस्करण सहेजें</translation>
    </message>
    <message>
        <source>Say a day: {1}</source>
        <translation>दिन बताएँ: {1}</translation>
    </message>
    <message>
        <source>Search an instrument or a command</source>
        <translation>इंस्ट्रूमेंट या आदेश खोजें</translation>
    </message>
    <message>
        <source>Search for it again, or load the list anew.</source>
        <translation>इसे फिर खोजें, या सूची नए सिरे से लोड करें।</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>सेकंड</translation>
    </message>
    <message>
        <source>Secrets are taken out.</source>
        <translation>गुप्त बातें निकाल दी गई हैं।</translation>
    </message>
    <message>
        <source>Securities transaction tax</source>
        <translation>सिक्योरिटीज़ ट्रांज़ैक्शन टैक्स</translation>
    </message>
    <message>
        <source>See {1}</source>
        <translation>{1} देखें</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>खंड</translation>
    </message>
    <message>
        <source>Select one in any list.</source>
        <translation>किसी भी सूची में एक चुनें।</translation>
    </message>
    <message>
        <source>Select one in the watchlist, or press Ctrl+K to search; then press G.</source>
        <translation>वॉचलिस्ट में एक चुनें, या खोजने के लिए Ctrl+K दबाएँ; फिर G दबाएँ।</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>बिक्री</translation>
    </message>
    <message>
        <source>Sell limit</source>
        <translation>बिक्री लिमिट</translation>
    </message>
    <message>
        <source>Sell stop</source>
        <translation>बिक्री स्टॉप</translation>
    </message>
    <message>
        <source>Sell {1} {2}</source>
        <translation>बिक्री {1} {2}</translation>
    </message>
    <message>
        <source>Sells</source>
        <translation>बिक्री</translation>
    </message>
    <message>
        <source>Send it again in {1} s.</source>
        <translation>{1} सेकंड में फिर भेजें।</translation>
    </message>
    <message>
        <source>Send it only if you want it twice.</source>
        <translation>दो बार चाहिए तभी भेजें।</translation>
    </message>
    <message>
        <source>Send the exit order</source>
        <translation>निकासी ऑर्डर भेजें</translation>
    </message>
    <message>
        <source>Send {1}</source>
        <translation>{1} भेजें</translation>
    </message>
    <message>
        <source>Send {1} exit orders</source>
        <translation>{1} निकासी ऑर्डर भेजें</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>भेज रहे हैं</translation>
    </message>
    <message>
        <source>Sending the change…</source>
        <translation>बदलाव भेजा जा रहा है…</translation>
    </message>
    <message>
        <source>Sending… · {1}</source>
        <translation>भेजा जा रहा है… · {1}</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>भेजा</translation>
    </message>
    <message>
        <source>Sent as number {1}</source>
        <translation>संख्या {1} के रूप में भेजा</translation>
    </message>
    <message>
        <source>Series that are held</source>
        <translation>रखी हुई सीरीज़</translation>
    </message>
    <message>
        <source>Session ended</source>
        <translation>सत्र समाप्त</translation>
    </message>
    <message>
        <source>Set the schedule</source>
        <translation>समय-सारणी तय करें</translation>
    </message>
    <message>
        <source>Settings (*.json)</source>
        <translation>सेटिंग (*.json)</translation>
    </message>
    <message>
        <source>Settings, log and the journal of orders live there; without the journal no order may leave.</source>
        <translation>सेटिंग, लॉग और ऑर्डर की बही वहीं रहती हैं; बही के बिना कोई ऑर्डर नहीं जा सकता।</translation>
    </message>
    <message>
        <source>Setting…</source>
        <translation>तय हो रहा है…</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>निपटान हुआ</translation>
    </message>
    <message>
        <source>Settled on</source>
        <translation>निपटान की तारीख</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>शेयर</translation>
    </message>
    <message>
        <source>Shares are sold out of the holdings: what they cost was paid long ago.</source>
        <translation>शेयर होल्डिंग से बिकते हैं: उनकी लागत बहुत पहले चुकाई गई।</translation>
    </message>
    <message>
        <source>Shoonya compares with a level only, and places no orders.</source>
        <translation>Shoonya केवल स्तर से तुलना करता है, और ऑर्डर नहीं लगाता।</translation>
    </message>
    <message>
        <source>Shoonya did not accept this login: {1}</source>
        <translation>Shoonya ने यह लॉग-इन नहीं माना: {1}</translation>
    </message>
    <message>
        <source>Shoonya does not allow this login to do that: {1}</source>
        <translation>Shoonya इस लॉग-इन को यह नहीं करने देता: {1}</translation>
    </message>
    <message>
        <source>Shoonya does not let an alert change its direction.</source>
        <translation>Shoonya अलर्ट की दिशा नहीं बदलने देता।</translation>
    </message>
    <message>
        <source>Shoonya does not slice large orders: send them in parts.</source>
        <translation>Shoonya बड़े ऑर्डर स्लाइस नहीं करता: उन्हें हिस्सों में भेजें।</translation>
    </message>
    <message>
        <source>Shoonya does not take orders from this computer&apos;s address: {1}</source>
        <translation>Shoonya इस कंप्यूटर के पते से ऑर्डर नहीं लेता: {1}</translation>
    </message>
    <message>
        <source>Shoonya has no data: {1}</source>
        <translation>Shoonya के पास डेटा नहीं है: {1}</translation>
    </message>
    <message>
        <source>Shoonya has no environment {1}.</source>
        <translation>Shoonya में {1} परिवेश नहीं है।</translation>
    </message>
    <message>
        <source>Shoonya has no orders that live for minutes.</source>
        <translation>Shoonya में मिनटों वाले ऑर्डर नहीं हैं।</translation>
    </message>
    <message>
        <source>Shoonya has no {1} orders by API.</source>
        <translation>Shoonya में API से {1} ऑर्डर नहीं हैं।</translation>
    </message>
    <message>
        <source>Shoonya has no {1} symbol master for us now (HTTP {2}).</source>
        <translation>Shoonya के पास अभी हमारे लिए {1} सिंबल सूची नहीं है (HTTP {2})।</translation>
    </message>
    <message>
        <source>Shoonya knows above and below only.</source>
        <translation>Shoonya केवल ऊपर और नीचे जानता है।</translation>
    </message>
    <message>
        <source>Shoonya no longer lists it: it has fired, or was deleted elsewhere.</source>
        <translation>Shoonya अब इसे नहीं दिखाता: यह बज चुका, या कहीं और हटाया गया।</translation>
    </message>
    <message>
        <source>Shoonya no longer lists this trigger, and no order of it was found: it was deleted or ended.</source>
        <translation>Shoonya अब यह ट्रिगर नहीं दिखाता, और इसका कोई ऑर्डर नहीं मिला: यह हटाया गया या समाप्त हुआ।</translation>
    </message>
    <message>
        <source>Shoonya refused for too many requests: {1}</source>
        <translation>Shoonya ने बहुत अधिक अनुरोधों पर मना किया: {1}</translation>
    </message>
    <message>
        <source>Shoonya says {1} to {2}.</source>
        <translation>Shoonya {2} पर {1} कहता है।</translation>
    </message>
    <message>
        <source>Shoonya sent a bar with the time {1}.</source>
        <translation>Shoonya ने {1} समय का बार भेजा।</translation>
    </message>
    <message>
        <source>Shoonya sent a bar with {1} {2}.</source>
        <translation>Shoonya ने {1} {2} वाला बार भेजा।</translation>
    </message>
    <message>
        <source>Shoonya sent a trade without numbers.</source>
        <translation>Shoonya ने बिना संख्याओं का सौदा भेजा।</translation>
    </message>
    <message>
        <source>Shoonya sent an empty answer to {1}: the way in does not fit this route (profile: {2}).</source>
        <translation>Shoonya ने {1} पर ख़ाली जवाब भेजा: यह रास्ता इस मार्ग से मेल नहीं खाता (प्रोफ़ाइल: {2})।</translation>
    </message>
    <message>
        <source>Shoonya sent an order that neither buys nor sells: {1}</source>
        <translation>Shoonya ने ऐसा ऑर्डर भेजा जो न ख़रीद है न बिक्री: {1}</translation>
    </message>
    <message>
        <source>Shoonya sent an order without a number.</source>
        <translation>Shoonya ने बिना संख्या का ऑर्डर भेजा।</translation>
    </message>
    <message>
        <source>Shoonya sent {1} instead of its {2} symbol master.</source>
        <translation>Shoonya ने {2} सिंबल सूची के बदले {1} भेजा।</translation>
    </message>
    <message>
        <source>Shoonya sent {1} where a number belongs.</source>
        <translation>Shoonya ने संख्या की जगह {1} भेजा।</translation>
    </message>
    <message>
        <source>Shoonya streamed an order that cannot be read: {1}</source>
        <translation>Shoonya ने ऐसा ऑर्डर भेजा जो पढ़ा नहीं जा सकता: {1}</translation>
    </message>
    <message>
        <source>Shoonya watches last prices only, and does not wait for a time.</source>
        <translation>Shoonya केवल अंतिम भाव देखता है, और समय की प्रतीक्षा नहीं करता।</translation>
    </message>
    <message>
        <source>Shoonya&apos;s API cannot authorise sales at the depository.</source>
        <translation>Shoonya का API डिपॉज़िटरी में बिक्री की अनुमति नहीं दे सकता।</translation>
    </message>
    <message>
        <source>Shoonya&apos;s answer to the order names no order.</source>
        <translation>ऑर्डर पर Shoonya के जवाब में ऑर्डर का नाम नहीं है।</translation>
    </message>
    <message>
        <source>Shoonya&apos;s answer to {1} (HTTP {2}) cannot be read: {3}</source>
        <translation>{1} पर Shoonya का जवाब (HTTP {2}) पढ़ा नहीं जा सकता: {3}</translation>
    </message>
    <message>
        <source>Shoonya&apos;s answer to {1} cannot be read.</source>
        <translation>{1} पर Shoonya का जवाब पढ़ा नहीं जा सकता।</translation>
    </message>
    <message>
        <source>Shoonya&apos;s bars cannot be read ({1}); the answer begins with {2}.</source>
        <translation>Shoonya के बार पढ़े नहीं जा सकते ({1}); जवाब {2} से शुरू होता है।</translation>
    </message>
    <message>
        <source>Shoonya&apos;s host answered {1} with something else than data: {2}</source>
        <translation>Shoonya के होस्ट ने {1} पर डेटा के बदले कुछ और भेजा: {2}</translation>
    </message>
    <message>
        <source>Shoonya&apos;s host is down (HTTP {1}, profile: {2}).</source>
        <translation>Shoonya का होस्ट बंद है (HTTP {1}, प्रोफ़ाइल: {2})।</translation>
    </message>
    <message>
        <source>Shoonya&apos;s host is down or retired (HTTP {1}, profile: {2}).</source>
        <translation>Shoonya का होस्ट बंद या हटाया हुआ है (HTTP {1}, प्रोफ़ाइल: {2})।</translation>
    </message>
    <message>
        <source>Shoonya&apos;s own classic hosts were switched off in April 2026; a login of the current kind uses others.</source>
        <translation>Shoonya के अपने पुराने होस्ट अप्रैल 2026 में बंद कर दिए गए; आज के प्रकार का लॉग-इन दूसरे होस्ट लेता है।</translation>
    </message>
    <message>
        <source>Shoonya&apos;s quote cannot be read: {1}</source>
        <translation>Shoonya का कोट पढ़ा नहीं जा सकता: {1}</translation>
    </message>
    <message>
        <source>Shoonya&apos;s servers did not manage the request: {1}</source>
        <translation>Shoonya के सर्वर अनुरोध पूरा नहीं कर सके: {1}</translation>
    </message>
    <message>
        <source>Shoonya&apos;s servers did not manage {1} (HTTP {2}).</source>
        <translation>Shoonya के सर्वर {1} पूरा नहीं कर सके (HTTP {2})।</translation>
    </message>
    <message>
        <source>Shoonya&apos;s symbol master has the expiry {1}.</source>
        <translation>Shoonya की सिंबल सूची में एक्सपायरी {1} है।</translation>
    </message>
    <message>
        <source>Shoonya&apos;s {1} symbol master came damaged ({2}).</source>
        <translation>Shoonya की {1} सिंबल सूची टूटी हुई आई ({2})।</translation>
    </message>
    <message>
        <source>Shoonya&apos;s {1} symbol master has only {2} bytes today, {3} before.</source>
        <translation>Shoonya की {1} सिंबल सूची में आज केवल {2} बाइट हैं, पहले {3} थीं।</translation>
    </message>
    <message>
        <source>Shoonya&apos;s {1} symbol master holds {2} files, not one.</source>
        <translation>Shoonya की {1} सिंबल सूची में एक नहीं, {2} फ़ाइलें हैं।</translation>
    </message>
    <message>
        <source>Shoonya&apos;s {1} symbol master lists {2}.</source>
        <translation>Shoonya की {1} सिंबल सूची में {2} है।</translation>
    </message>
    <message>
        <source>Shoonya&apos;s {1} symbol master names no instrument.</source>
        <translation>Shoonya की {1} सिंबल सूची में कोई इंस्ट्रूमेंट नहीं है।</translation>
    </message>
    <message>
        <source>Shoonya&apos;s {1} symbol master would unpack to {2} MB; it is not used.</source>
        <translation>Shoonya की {1} सिंबल सूची खुलकर {2} MB होगी; वह काम में नहीं ली जाती।</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>शॉर्ट</translation>
    </message>
    <message>
        <source>Short by</source>
        <translation>कमी</translation>
    </message>
    <message>
        <source>Short {1} @ {2}</source>
        <translation>शॉर्ट {1} @ {2}</translation>
    </message>
    <message>
        <source>Since the previous close</source>
        <translation>पिछले बंद से</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>स्लाइस</translation>
    </message>
    <message>
        <source>Snap</source>
        <translation>टिक पर लाएँ</translation>
    </message>
    <message>
        <source>Sold today: {1}</source>
        <translation>आज बेचे: {1}</translation>
    </message>
    <message>
        <source>Something between here and the broker answered, perhaps a proxy.</source>
        <translation>यहाँ और ब्रोकर के बीच किसी और ने जवाब दिया, शायद प्रॉक्सी ने।</translation>
    </message>
    <message>
        <source>Space or Enter turns buy into sell.</source>
        <translation>Space या Enter ख़रीद को बिक्री में बदलता है।</translation>
    </message>
    <message>
        <source>Spot</source>
        <translation>स्पॉट</translation>
    </message>
    <message>
        <source>Spot, futures and options that are asked for</source>
        <translation>माँगे गए स्पॉट, फ़्यूचर और ऑप्शन</translation>
    </message>
    <message>
        <source>Stamp</source>
        <translation>स्टाम्प</translation>
    </message>
    <message>
        <source>Stamp duty</source>
        <translation>स्टाम्प ड्यूटी</translation>
    </message>
    <message>
        <source>Start a SIP</source>
        <translation>SIP शुरू करें</translation>
    </message>
    <message>
        <source>Start a SIP in {1} · {2}</source>
        <translation>{1} में SIP शुरू करें · {2}</translation>
    </message>
    <message>
        <source>Start a SIP of {1}: {2} · {3}</source>
        <translation>{1} की SIP शुरू करें: {2} · {3}</translation>
    </message>
    <message>
        <source>Start a SIP: {1}</source>
        <translation>SIP शुरू करें: {1}</translation>
    </message>
    <message>
        <source>Start another basket for the rest.</source>
        <translation>बाकी के लिए दूसरी बास्केट शुरू करें।</translation>
    </message>
    <message>
        <source>Start another basket for them.</source>
        <translation>उनके लिए दूसरी बास्केट शुरू करें।</translation>
    </message>
    <message>
        <source>Start it again.</source>
        <translation>इसे फिर शुरू करें।</translation>
    </message>
    <message>
        <source>Start it anew from the login dialog.</source>
        <translation>इसे लॉग-इन डायलॉग से फिर शुरू करें।</translation>
    </message>
    <message>
        <source>Start it from the list of auctions.</source>
        <translation>इसे नीलामी की सूची से शुरू करें।</translation>
    </message>
    <message>
        <source>Start the login again and paste the whole address of the last page.</source>
        <translation>लॉग-इन फिर शुरू करें और अंतिम पन्ने का पूरा पता चिपकाएँ।</translation>
    </message>
    <message>
        <source>Start the login again. If it stays, the other kind of login may fit.</source>
        <translation>लॉग-इन फिर शुरू करें। फिर भी ऐसा हो तो शायद दूसरे प्रकार का लॉग-इन ठीक बैठे।</translation>
    </message>
    <message>
        <source>Start the login again; no order is affected.</source>
        <translation>लॉग-इन फिर शुरू करें; किसी ऑर्डर पर असर नहीं।</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>शुरू हो रहा है…</translation>
    </message>
    <message>
        <source>Stop it before you change it.</source>
        <translation>बदलने से पहले इसे रोकें।</translation>
    </message>
    <message>
        <source>Stop it first.</source>
        <translation>पहले इसे रोकें।</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>रोका गया</translation>
    </message>
    <message>
        <source>Stopped. Scroll back again to load older bars.</source>
        <translation>रोका गया। पुराने बार लोड करने के लिए फिर पीछे जाएँ।</translation>
    </message>
    <message>
        <source>Stream: {1}{2}</source>
        <translation>स्ट्रीम: {1}{2}</translation>
    </message>
    <message>
        <source>Strikes</source>
        <translation>स्ट्राइक</translation>
    </message>
    <message>
        <source>Sum of legs</source>
        <translation>हिस्सों का योग</translation>
    </message>
    <message>
        <source>Sum of the legs</source>
        <translation>हिस्सों का योग</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>रविवार</translation>
    </message>
    <message>
        <source>Switch slicing on to send {1}, or enter at most {2}.</source>
        <translation>{1} भेजने के लिए स्लाइसिंग चालू करें, या अधिक से अधिक {2} लिखें।</translation>
    </message>
    <message>
        <source>Switch this PC&apos;s alerts on and off  (Space)</source>
        <translation>इस PC के अलर्ट चालू और बंद करें  (Space)</translation>
    </message>
    <message>
        <source>Switched off.</source>
        <translation>बंद किया गया।</translation>
    </message>
    <message>
        <source>Tag: {1}</source>
        <translation>टैग: {1}</translation>
    </message>
    <message>
        <source>Take the {1} price</source>
        <translation>{1} भाव लें</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>लक्ष्य</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>कर</translation>
    </message>
    <message>
        <source>Tax on the trade; none on currencies.</source>
        <translation>सौदे पर कर; मुद्राओं पर नहीं।</translation>
    </message>
    <message>
        <source>Tax on trades in commodity derivatives; sellers pay.</source>
        <translation>कमोडिटी डेरिवेटिव के सौदों पर कर; विक्रेता देते हैं।</translation>
    </message>
    <message>
        <source>Tax on trades in shares and their derivatives; mostly sellers pay.</source>
        <translation>शेयर और उनके डेरिवेटिव के सौदों पर कर; अधिकतर विक्रेता देते हैं।</translation>
    </message>
    <message>
        <source>Tell</source>
        <translation>बताएँ</translation>
    </message>
    <message>
        <source>That order no longer rests: nothing was changed.</source>
        <translation>वह ऑर्डर अब पड़ा नहीं है: कुछ नहीं बदला।</translation>
    </message>
    <message>
        <source>The SIP has ended.</source>
        <translation>SIP समाप्त हो चुकी है।</translation>
    </message>
    <message>
        <source>The account could not be opened</source>
        <translation>खाता खोला नहीं जा सका</translation>
    </message>
    <message>
        <source>The account is not logged in.</source>
        <translation>खाता लॉग-इन नहीं है।</translation>
    </message>
    <message>
        <source>The account of this basket is not logged in.</source>
        <translation>इस बास्केट का खाता लॉग-इन नहीं है।</translation>
    </message>
    <message>
        <source>The account {1} is not logged in or has no triggers.</source>
        <translation>खाता {1} लॉग-इन नहीं है या उसमें ट्रिगर नहीं हैं।</translation>
    </message>
    <message>
        <source>The account {1} is not logged in.</source>
        <translation>खाता {1} लॉग-इन नहीं है।</translation>
    </message>
    <message>
        <source>The account&apos;s triggers have not been read yet{1}: without the list a lost reply could not be cleared up.</source>
        <translation>खाते के ट्रिगर अभी पढ़े नहीं गए{1}: सूची के बिना खोए जवाब का पता नहीं चल सकेगा।</translation>
    </message>
    <message>
        <source>The address answered with status {1} instead of a file.</source>
        <translation>पते ने फ़ाइल के बदले स्थिति {1} से जवाब दिया।</translation>
    </message>
    <message>
        <source>The address begins with the store&apos;s kind, such as s3:// or gs://.</source>
        <translation>पता भंडार के प्रकार से शुरू होता है, जैसे s3:// या gs://।</translation>
    </message>
    <message>
        <source>The address of the update list does not begin with https://, so it is not asked.</source>
        <translation>अपडेट सूची का पता https:// से शुरू नहीं होता, इसलिए उससे नहीं पूछा जाता।</translation>
    </message>
    <message>
        <source>The alerts of this PC are not readable ({1}).</source>
        <translation>इस PC के अलर्ट पढ़ने लायक नहीं ({1})।</translation>
    </message>
    <message>
        <source>The alerts of this PC are not readable; kept as {1}.</source>
        <translation>इस PC के अलर्ट पढ़ने लायक नहीं; {1} के रूप में रखे हैं।</translation>
    </message>
    <message>
        <source>The alerts of this PC could not be read ({1}).</source>
        <translation>इस PC के अलर्ट पढ़े नहीं जा सके ({1})।</translation>
    </message>
    <message>
        <source>The answer to the order cannot be read: {1}</source>
        <translation>ऑर्डर का जवाब पढ़ा नहीं जा सकता: {1}</translation>
    </message>
    <message>
        <source>The app&apos;s redirect URL must be http://127.0.0.1:{1}/ with this port.</source>
        <translation>ऐप का redirect URL इसी पोर्ट के साथ http://127.0.0.1:{1}/ होना चाहिए।</translation>
    </message>
    <message>
        <source>The arrangement of the window cannot be saved: {1}.</source>
        <translation>विंडो का विन्यास सहेजा नहीं जा सकता: {1}।</translation>
    </message>
    <message>
        <source>The auction could not be read: {1}</source>
        <translation>नीलामी पढ़ी नहीं जा सकी: {1}</translation>
    </message>
    <message>
        <source>The bars could not be read: {1}</source>
        <translation>बार पढ़े नहीं जा सके: {1}</translation>
    </message>
    <message>
        <source>The bars of {1} did not load.
{2}</source>
        <translation>{1} के बार लोड नहीं हुए।
{2}</translation>
    </message>
    <message>
        <source>The basket has no legs.</source>
        <translation>बास्केट में कोई हिस्सा नहीं है।</translation>
    </message>
    <message>
        <source>The basket is being sent.</source>
        <translation>बास्केट भेजी जा रही है।</translation>
    </message>
    <message>
        <source>The basket is full: the legs do not fit any more.</source>
        <translation>बास्केट भरी है: ये हिस्से और नहीं आते।</translation>
    </message>
    <message>
        <source>The basket of these legs is not there any more.</source>
        <translation>इन हिस्सों की बास्केट अब नहीं है।</translation>
    </message>
    <message>
        <source>The basket&apos;s account takes the orders</source>
        <translation>ऑर्डर बास्केट का खाता लेता है</translation>
    </message>
    <message>
        <source>The baskets in {1} are not whole: {2}. It is kept as {3}.</source>
        <translation>{1} की बास्केट पूरी नहीं हैं: {2}। इसे {3} के रूप में रखा है।</translation>
    </message>
    <message>
        <source>The baskets in {1} are not whole: {2}; no copy was kept: {3}.</source>
        <translation>{1} की बास्केट पूरी नहीं हैं: {2}; कोई प्रति नहीं रखी गई: {3}।</translation>
    </message>
    <message>
        <source>The baskets in {1} could not be read: {2}.</source>
        <translation>{1} की बास्केट पढ़ी नहीं जा सकीं: {2}।</translation>
    </message>
    <message>
        <source>The break-even price shows once you hold the contract: the broker&apos;s list does not tell how many units a lot of it has.</source>
        <translation>कॉन्ट्रैक्ट रखने पर ब्रेक-ईवन भाव दिखता है: ब्रोकर की सूची नहीं बताती कि इसके लॉट में कितनी इकाइयाँ हैं।</translation>
    </message>
    <message>
        <source>The broker could not read the request; nothing was done. Please report this.</source>
        <translation>ब्रोकर अनुरोध पढ़ नहीं सका; कुछ नहीं हुआ। कृपया इसकी सूचना दें।</translation>
    </message>
    <message>
        <source>The broker did not accept this login: {1}</source>
        <translation>ब्रोकर ने यह लॉग-इन नहीं माना: {1}</translation>
    </message>
    <message>
        <source>The broker did not complete the login.</source>
        <translation>ब्रोकर ने लॉग-इन पूरा नहीं किया।</translation>
    </message>
    <message>
        <source>The broker did not convert the position.</source>
        <translation>ब्रोकर ने पोज़ीशन नहीं बदली।</translation>
    </message>
    <message>
        <source>The broker did not take it.</source>
        <translation>ब्रोकर ने इसे नहीं लिया।</translation>
    </message>
    <message>
        <source>The broker does not accept this login for streaming.</source>
        <translation>ब्रोकर स्ट्रीमिंग के लिए यह लॉग-इन नहीं मानता।</translation>
    </message>
    <message>
        <source>The broker does not have it any more.</source>
        <translation>ब्रोकर के पास यह अब नहीं है।</translation>
    </message>
    <message>
        <source>The broker does not have it: it was not created.</source>
        <translation>ब्रोकर के पास यह नहीं है: यह नहीं बना।</translation>
    </message>
    <message>
        <source>The broker does not have it: nothing was placed.</source>
        <translation>ब्रोकर के पास यह नहीं है: कुछ नहीं लगा।</translation>
    </message>
    <message>
        <source>The broker does not have this trigger.</source>
        <translation>ब्रोकर के पास यह ट्रिगर नहीं है।</translation>
    </message>
    <message>
        <source>The broker does not know this comparison.</source>
        <translation>ब्रोकर यह तुलना नहीं जानता।</translation>
    </message>
    <message>
        <source>The broker does not know what these cost: profit and loss is not shown.</source>
        <translation>ब्रोकर को इनकी लागत पता नहीं: लाभ और हानि नहीं दिखाई जाती।</translation>
    </message>
    <message>
        <source>The broker does not list it any more, and nobody here has deleted it. A corporate action may have ended it.</source>
        <translation>ब्रोकर अब इसे नहीं दिखाता, और यहाँ किसी ने इसे नहीं हटाया। किसी कॉर्पोरेट कार्रवाई से यह समाप्त हुआ होगा।</translation>
    </message>
    <message>
        <source>The broker does not list it any more.</source>
        <translation>ब्रोकर अब इसे नहीं दिखाता।</translation>
    </message>
    <message>
        <source>The broker does not list {1} among its underlyings.</source>
        <translation>ब्रोकर के आधारों में {1} नहीं है।</translation>
    </message>
    <message>
        <source>The broker does not wait for a time.</source>
        <translation>ब्रोकर समय की प्रतीक्षा नहीं करता।</translation>
    </message>
    <message>
        <source>The broker does not watch it any more. Delete it and create it anew.</source>
        <translation>ब्रोकर अब इसे नहीं देखता। इसे हटाकर नया बनाएँ।</translation>
    </message>
    <message>
        <source>The broker had no bars in the whole span; it is asked once more on another day.</source>
        <translation>पूरी अवधि में ब्रोकर के पास बार नहीं थे; किसी और दिन एक बार फिर पूछा जाता है।</translation>
    </message>
    <message>
        <source>The broker has cancelled it, as after a corporate action.</source>
        <translation>ब्रोकर ने इसे रद्द किया, जैसे किसी कॉर्पोरेट कार्रवाई के बाद।</translation>
    </message>
    <message>
        <source>The broker has disabled it: it needs you to act there.</source>
        <translation>ब्रोकर ने इसे बंद किया: आपको वहाँ कुछ करना है।</translation>
    </message>
    <message>
        <source>The broker has it: nothing has to be done.</source>
        <translation>ब्रोकर के पास यह है: कुछ करने की ज़रूरत नहीं।</translation>
    </message>
    <message>
        <source>The broker has the new terms.</source>
        <translation>ब्रोकर के पास नई शर्तें हैं।</translation>
    </message>
    <message>
        <source>The broker keeps one-minute bars for {1} days: nothing before {2} is asked for.</source>
        <translation>ब्रोकर एक-मिनट बार {1} दिन रखता है: {2} से पहले का कुछ नहीं माँगा जाता।</translation>
    </message>
    <message>
        <source>The broker offers no switch for its alerts.</source>
        <translation>ब्रोकर अपने अलर्ट के लिए स्विच नहीं देता।</translation>
    </message>
    <message>
        <source>The broker offers no switch for its alerts: change or delete it.</source>
        <translation>ब्रोकर अपने अलर्ट के लिए स्विच नहीं देता: इसे बदलें या हटाएँ।</translation>
    </message>
    <message>
        <source>The broker refuses every request: {1}</source>
        <translation>ब्रोकर हर अनुरोध अस्वीकार करता है: {1}</translation>
    </message>
    <message>
        <source>The broker said yes and gave no session.</source>
        <translation>ब्रोकर ने हाँ कहा पर सत्र नहीं दिया।</translation>
    </message>
    <message>
        <source>The broker sends a large order in parts that the exchange takes</source>
        <translation>ब्रोकर बड़ा ऑर्डर एक्सचेंज के लेने लायक हिस्सों में भेजता है</translation>
    </message>
    <message>
        <source>The broker shows the SIP as it was before.</source>
        <translation>ब्रोकर SIP को पहले जैसा दिखाता है।</translation>
    </message>
    <message>
        <source>The broker shows the old terms: nothing was changed.</source>
        <translation>ब्रोकर पुरानी शर्तें दिखाता है: कुछ नहीं बदला।</translation>
    </message>
    <message>
        <source>The broker still lists it: nothing was deleted.</source>
        <translation>ब्रोकर अब भी इसे दिखाता है: कुछ नहीं हटा।</translation>
    </message>
    <message>
        <source>The broker takes no market orders on options on shares.</source>
        <translation>ब्रोकर शेयरों के ऑप्शन पर बाज़ार ऑर्डर नहीं लेता।</translation>
    </message>
    <message>
        <source>The broker takes no more orders today; use its own app for exits.</source>
        <translation>ब्रोकर आज और ऑर्डर नहीं लेता; निकासी के लिए उसका अपना ऐप लें।</translation>
    </message>
    <message>
        <source>The broker takes no {1} SIP.</source>
        <translation>ब्रोकर {1} SIP नहीं लेता।</translation>
    </message>
    <message>
        <source>The broker told no steps of this order.</source>
        <translation>ब्रोकर ने इस ऑर्डर के कदम नहीं बताए।</translation>
    </message>
    <message>
        <source>The broker took it away, for example after a corporate action.</source>
        <translation>ब्रोकर ने इसे हटा लिया, जैसे किसी कॉर्पोरेट कार्रवाई के बाद।</translation>
    </message>
    <message>
        <source>The broker took the cancel request but still shows the order as working. Cancel it again.</source>
        <translation>ब्रोकर ने रद्द का अनुरोध लिया पर ऑर्डर अब भी चालू दिखाता है। फिर से रद्द करें।</translation>
    </message>
    <message>
        <source>The broker wants a new password before anything else.</source>
        <translation>ब्रोकर सबसे पहले नया पासवर्ड चाहता है।</translation>
    </message>
    <message>
        <source>The broker watches last prices only.</source>
        <translation>ब्रोकर केवल अंतिम भाव देखता है।</translation>
    </message>
    <message>
        <source>The broker&apos;s alerts could not be read: {1}
It is tried again by itself. This PC can watch prices meanwhile.</source>
        <translation>ब्रोकर के अलर्ट पढ़े नहीं जा सके: {1}
अपने आप फिर कोशिश होती है। इस बीच यह PC भाव देख सकता है।</translation>
    </message>
    <message>
        <source>The broker&apos;s alerts place no orders.</source>
        <translation>ब्रोकर के अलर्ट ऑर्डर नहीं लगाते।</translation>
    </message>
    <message>
        <source>The broker&apos;s answer named no alert.</source>
        <translation>ब्रोकर के जवाब में अलर्ट का नाम नहीं था।</translation>
    </message>
    <message>
        <source>The broker&apos;s calculator answered for another number of legs.</source>
        <translation>ब्रोकर के कैलकुलेटर ने हिस्सों की दूसरी संख्या के लिए जवाब दिया।</translation>
    </message>
    <message>
        <source>The broker&apos;s calculator answered for another number of orders.</source>
        <translation>ब्रोकर के कैलकुलेटर ने ऑर्डर की दूसरी संख्या के लिए जवाब दिया।</translation>
    </message>
    <message>
        <source>The broker&apos;s calculator answered for another number of trades.</source>
        <translation>ब्रोकर के कैलकुलेटर ने सौदों की दूसरी संख्या के लिए जवाब दिया।</translation>
    </message>
    <message>
        <source>The broker&apos;s calculator answered without a row.</source>
        <translation>ब्रोकर के कैलकुलेटर ने बिना पंक्ति के जवाब दिया।</translation>
    </message>
    <message>
        <source>The broker&apos;s calculator refused this order: {1}</source>
        <translation>ब्रोकर के कैलकुलेटर ने यह ऑर्डर अस्वीकार किया: {1}</translation>
    </message>
    <message>
        <source>The broker&apos;s daily allowance runs low</source>
        <translation>ब्रोकर की दैनिक सीमा समाप्त होने को है</translation>
    </message>
    <message>
        <source>The broker&apos;s daily number of orders is used up: {1}</source>
        <translation>ब्रोकर की दिन की ऑर्डर संख्या पूरी हो गई: {1}</translation>
    </message>
    <message>
        <source>The broker&apos;s id of this order is not known yet.</source>
        <translation>इस ऑर्डर की ब्रोकर संख्या अभी पता नहीं।</translation>
    </message>
    <message>
        <source>The broker&apos;s id of this trigger is not known yet.</source>
        <translation>इस ट्रिगर की ब्रोकर संख्या अभी पता नहीं।</translation>
    </message>
    <message>
        <source>The broker&apos;s list does not have it: the trigger was not placed.</source>
        <translation>ब्रोकर की सूची में यह नहीं है: ट्रिगर नहीं लगा।</translation>
    </message>
    <message>
        <source>The broker&apos;s list does not have this trigger any more.</source>
        <translation>ब्रोकर की सूची में यह ट्रिगर अब नहीं है।</translation>
    </message>
    <message>
        <source>The broker&apos;s list has the old terms: the change was not made.</source>
        <translation>ब्रोकर की सूची में पुरानी शर्तें हैं: बदलाव नहीं हुआ।</translation>
    </message>
    <message>
        <source>The broker&apos;s list of alerts has not been read yet.</source>
        <translation>ब्रोकर के अलर्ट की सूची अभी पढ़ी नहीं गई।</translation>
    </message>
    <message>
        <source>The broker&apos;s list of funds is empty.</source>
        <translation>ब्रोकर की फ़ंड सूची ख़ाली है।</translation>
    </message>
    <message>
        <source>The broker&apos;s list shows it.</source>
        <translation>ब्रोकर की सूची में यह दिखता है।</translation>
    </message>
    <message>
        <source>The broker&apos;s list still has it: the trigger was not deleted.</source>
        <translation>ब्रोकर की सूची में यह अब भी है: ट्रिगर नहीं हटा।</translation>
    </message>
    <message>
        <source>The broker&apos;s own fee, for each executed order.</source>
        <translation>हर निष्पादित ऑर्डर पर ब्रोकर का अपना शुल्क।</translation>
    </message>
    <message>
        <source>The broker&apos;s page does not come back here by itself.</source>
        <translation>ब्रोकर का पन्ना अपने आप यहाँ नहीं लौटता।</translation>
    </message>
    <message>
        <source>The browser logged in {1}, not {2}.</source>
        <translation>ब्राउज़र में {1} लॉग-इन हुआ, {2} नहीं।</translation>
    </message>
    <message>
        <source>The budget of {1} is used up for another {2} s.</source>
        <translation>{1} की सीमा अगले {2} सेकंड के लिए पूरी हो चुकी है।</translation>
    </message>
    <message>
        <source>The calendar could not be read: {1}</source>
        <translation>कैलेंडर पढ़ा नहीं जा सका: {1}</translation>
    </message>
    <message>
        <source>The cancellation</source>
        <translation>रद्द करना</translation>
    </message>
    <message>
        <source>The change is on its way.</source>
        <translation>बदलाव रास्ते में है।</translation>
    </message>
    <message>
        <source>The change of the SIP</source>
        <translation>SIP का बदलाव</translation>
    </message>
    <message>
        <source>The chart of {1} appears after the login.</source>
        <translation>{1} का चार्ट लॉग-इन के बाद दिखता है।</translation>
    </message>
    <message>
        <source>The code is good once and for a few minutes: start again.</source>
        <translation>कोड एक बार और कुछ मिनट के लिए चलता है: फिर से शुरू करें।</translation>
    </message>
    <message>
        <source>The code is good once and for a few minutes: start again. If it stays, check user id, client id and secret code; after a change of the registered IP address the key must be made anew.</source>
        <translation>कोड एक बार और कुछ मिनट के लिए चलता है: फिर से शुरू करें। फिर भी ऐसा हो तो यूज़र आईडी, क्लाइंट आईडी और सीक्रेट कोड जाँचें; दर्ज IP पता बदलने पर कुंजी नई बनानी पड़ती है।</translation>
    </message>
    <message>
        <source>The columns are: {1}.</source>
        <translation>स्तंभ ये हैं: {1}।</translation>
    </message>
    <message>
        <source>The connection to the broker was closed.</source>
        <translation>ब्रोकर से कनेक्शन बंद हो गया।</translation>
    </message>
    <message>
        <source>The connection was closed</source>
        <translation>कनेक्शन बंद हो गया</translation>
    </message>
    <message>
        <source>The day is from 1 to {1}: every month has these.</source>
        <translation>दिन 1 से {1} तक का होता है: ये हर महीने में होते हैं।</translation>
    </message>
    <message>
        <source>The day&apos;s instrument list is not loaded yet: log in first.</source>
        <translation>दिन की इंस्ट्रूमेंट सूची अभी लोड नहीं: पहले लॉग-इन करें।</translation>
    </message>
    <message>
        <source>The day&apos;s report</source>
        <translation>दिन की रिपोर्ट</translation>
    </message>
    <message>
        <source>The deletion is on its way.</source>
        <translation>हटाने का अनुरोध रास्ते में है।</translation>
    </message>
    <message>
        <source>The disclosed quantity must lie between 0 and the quantity.</source>
        <translation>दिखाई जाने वाली मात्रा 0 और मात्रा के बीच होनी चाहिए।</translation>
    </message>
    <message>
        <source>The end of the SIP</source>
        <translation>SIP की समाप्ति</translation>
    </message>
    <message>
        <source>The exchange takes at most {1} in one order, and this account cannot slice.</source>
        <translation>एक्सचेंज एक ऑर्डर में अधिक से अधिक {1} लेता है, और यह खाता स्लाइस नहीं कर सकता।</translation>
    </message>
    <message>
        <source>The exchange takes at most {1} in one order.</source>
        <translation>एक्सचेंज एक ऑर्डर में अधिक से अधिक {1} लेता है।</translation>
    </message>
    <message>
        <source>The exchange takes no stop-market orders on options.</source>
        <translation>एक्सचेंज ऑप्शन पर स्टॉप-मार्केट ऑर्डर नहीं लेता।</translation>
    </message>
    <message>
        <source>The exchange&apos;s holidays are known from {1} on: before it each Monday to Friday is taken for a regular session.</source>
        <translation>एक्सचेंज की छुट्टियाँ {1} से पता हैं: उससे पहले हर सोमवार से शुक्रवार सामान्य सत्र माना जाता है।</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>फ़ाइल</translation>
    </message>
    <message>
        <source>The file is not the one that the makers signed for: it was not saved.</source>
        <translation>यह वह फ़ाइल नहीं जिस पर निर्माताओं ने हस्ताक्षर किए: इसे नहीं सहेजा गया।</translation>
    </message>
    <message>
        <source>The file of local triggers could not be written: {1}.</source>
        <translation>स्थानीय ट्रिगर की फ़ाइल लिखी नहीं जा सकी: {1}।</translation>
    </message>
    <message>
        <source>The file of local triggers {1} cannot be read: {2}.</source>
        <translation>स्थानीय ट्रिगर की फ़ाइल {1} पढ़ी नहीं जा सकती: {2}।</translation>
    </message>
    <message>
        <source>The file was damaged: {1}</source>
        <translation>फ़ाइल टूटी थी: {1}</translation>
    </message>
    <message>
        <source>The file was not written: {1}. Choose another folder.</source>
        <translation>फ़ाइल नहीं लिखी गई: {1}। दूसरा फ़ोल्डर चुनें।</translation>
    </message>
    <message>
        <source>The file {1} of the history store is damaged: {2}</source>
        <translation>इतिहास के भंडार की फ़ाइल {1} टूटी है: {2}</translation>
    </message>
    <message>
        <source>The firing could not be written down: {1}.</source>
        <translation>बजना लिखा नहीं जा सका: {1}।</translation>
    </message>
    <message>
        <source>The firing could not be written to disk, so no order was sent</source>
        <translation>ट्रिगर का चलना डिस्क पर लिखा नहीं जा सका, इसलिए कोई ऑर्डर नहीं भेजा गया</translation>
    </message>
    <message>
        <source>The first trigger must be below the last price of {1}.</source>
        <translation>पहला ट्रिगर अंतिम भाव {1} से नीचे होना चाहिए।</translation>
    </message>
    <message>
        <source>The folder {1} cannot be used: {2}.</source>
        <translation>फ़ोल्डर {1} काम में नहीं आ सकता: {2}।</translation>
    </message>
    <message>
        <source>The form for the new SIP opens next; it starts when you send it.</source>
        <translation>इसके बाद नई SIP का फ़ॉर्म खुलता है; भेजने पर वह शुरू होती है।</translation>
    </message>
    <message>
        <source>The fund house decides when it does again.</source>
        <translation>फिर कब लेगा यह फ़ंड हाउस तय करता है।</translation>
    </message>
    <message>
        <source>The fund orders of this account have not been read yet.</source>
        <translation>इस खाते के फ़ंड ऑर्डर अभी पढ़े नहीं गए।</translation>
    </message>
    <message>
        <source>The funds are short by {1}: the broker may refuse legs.</source>
        <translation>फ़ंड {1} कम हैं: ब्रोकर हिस्से अस्वीकार कर सकता है।</translation>
    </message>
    <message>
        <source>The history store at {1} needs a folder on this machine for its manifest.</source>
        <translation>{1} के इतिहास भंडार को अपनी सूची के लिए इस मशीन पर फ़ोल्डर चाहिए।</translation>
    </message>
    <message>
        <source>The history store cannot {1}: {2} ({3}).</source>
        <translation>इतिहास का भंडार यह नहीं कर सका ({1}): {2} ({3})।</translation>
    </message>
    <message>
        <source>The history store has no bars of this selection.</source>
        <translation>इतिहास के भंडार में इस चुनाव के बार नहीं हैं।</translation>
    </message>
    <message>
        <source>The history store has none of these series.</source>
        <translation>इतिहास के भंडार में इनमें से कोई सीरीज़ नहीं है।</translation>
    </message>
    <message>
        <source>The history store was opened for reading only.</source>
        <translation>इतिहास का भंडार केवल पढ़ने के लिए खोला गया।</translation>
    </message>
    <message>
        <source>The journal cannot be written ({1}).</source>
        <translation>बही लिखी नहीं जा सकती ({1})।</translation>
    </message>
    <message>
        <source>The journal of fund orders cannot be read ({1}).</source>
        <translation>फ़ंड ऑर्डर की बही पढ़ी नहीं जा सकती ({1})।</translation>
    </message>
    <message>
        <source>The journal of triggers cannot be read</source>
        <translation>ट्रिगर की बही पढ़ी नहीं जा सकती</translation>
    </message>
    <message>
        <source>The journal of triggers could not be written</source>
        <translation>ट्रिगर की बही लिखी नहीं जा सकी</translation>
    </message>
    <message>
        <source>The kill switch is engaged: nothing that places orders can be made.</source>
        <translation>किल स्विच चालू है: ऑर्डर लगाने वाली कोई चीज़ नहीं बनाई जा सकती।</translation>
    </message>
    <message>
        <source>The kill switch is engaged: nothing that places orders can be switched on.</source>
        <translation>किल स्विच चालू है: ऑर्डर लगाने वाली कोई चीज़ चालू नहीं की जा सकती।</translation>
    </message>
    <message>
        <source>The kill switch is on, and a trigger places orders.</source>
        <translation>किल स्विच चालू है, और ट्रिगर ऑर्डर लगाता है।</translation>
    </message>
    <message>
        <source>The kill switch is on: only exits and cancels pass.</source>
        <translation>किल स्विच चालू है: केवल निकासी और रद्द जाते हैं।</translation>
    </message>
    <message>
        <source>The kill switch went on before it was sent.</source>
        <translation>भेजने से पहले किल स्विच चालू हो गया।</translation>
    </message>
    <message>
        <source>The last 31 days</source>
        <translation>पिछले 31 दिन</translation>
    </message>
    <message>
        <source>The last 366 days; what the broker no longer has is said below</source>
        <translation>पिछले 366 दिन; जो ब्रोकर के पास अब नहीं वह नीचे बताया है</translation>
    </message>
    <message>
        <source>The last 7 days</source>
        <translation>पिछले 7 दिन</translation>
    </message>
    <message>
        <source>The last 92 days</source>
        <translation>पिछले 92 दिन</translation>
    </message>
    <message>
        <source>The last orders of the day are kept for exits.</source>
        <translation>दिन के अंतिम ऑर्डर निकासी के लिए रखे हैं।</translation>
    </message>
    <message>
        <source>The last price of {1} is already beyond the trigger: the order would go off at once or be rejected.</source>
        <translation>{1} का अंतिम भाव पहले ही ट्रिगर के पार है: ऑर्डर तुरंत चल जाएगा या अस्वीकार होगा।</translation>
    </message>
    <message>
        <source>The last price of {1} is {2} s old.</source>
        <translation>{1} का अंतिम भाव {2} सेकंड पुराना है।</translation>
    </message>
    <message>
        <source>The level is no number.</source>
        <translation>स्तर संख्या नहीं है।</translation>
    </message>
    <message>
        <source>The limit</source>
        <translation>लिमिट</translation>
    </message>
    <message>
        <source>The limit lies {1} the trigger: if the price runs on, the order does not fill.</source>
        <translation>लिमिट ट्रिगर से {1} है: भाव आगे निकल गया तो ऑर्डर नहीं भरेगा।</translation>
    </message>
    <message>
        <source>The list could not be read. {1}</source>
        <translation>सूची पढ़ी नहीं जा सकी। {1}</translation>
    </message>
    <message>
        <source>The list of downloads could not be read ({1}); it is now {2}.</source>
        <translation>डाउनलोड की सूची पढ़ी नहीं जा सकी ({1}); अब वह {2} है।</translation>
    </message>
    <message>
        <source>The list of funds could not be loaded: {1}</source>
        <translation>फ़ंड की सूची लोड नहीं हुई: {1}</translation>
    </message>
    <message>
        <source>The list of mutual funds cannot be read: it has no header.</source>
        <translation>म्यूचुअल फ़ंड की सूची पढ़ी नहीं जा सकती: उसमें शीर्षक नहीं है।</translation>
    </message>
    <message>
        <source>The list of mutual funds cannot be read: {1}</source>
        <translation>म्यूचुअल फ़ंड की सूची पढ़ी नहीं जा सकती: {1}</translation>
    </message>
    <message>
        <source>The log folder</source>
        <translation>लॉग फ़ोल्डर</translation>
    </message>
    <message>
        <source>The login was not completed at the broker.</source>
        <translation>ब्रोकर के यहाँ लॉग-इन पूरा नहीं हुआ।</translation>
    </message>
    <message>
        <source>The makers publish a new one; or the clock of this computer is wrong.</source>
        <translation>निर्माता नई प्रकाशित करते हैं; या इस कंप्यूटर की घड़ी ग़लत है।</translation>
    </message>
    <message>
        <source>The market is closed: an after-market order waits for the next opening.</source>
        <translation>बाज़ार बंद है: बाज़ार-के-बाद का ऑर्डर अगली बार खुलने की प्रतीक्षा करता है।</translation>
    </message>
    <message>
        <source>The most that is blocked while the legs go out, in this order</source>
        <translation>इस क्रम में हिस्से जाते समय अधिकतम जितना रुकता है</translation>
    </message>
    <message>
        <source>The name is too long.</source>
        <translation>नाम बहुत लंबा है।</translation>
    </message>
    <message>
        <source>The nearest</source>
        <translation>सबसे पास वाला</translation>
    </message>
    <message>
        <source>The nearest is {1}.</source>
        <translation>सबसे पास {1} है।</translation>
    </message>
    <message>
        <source>The number of instalments is from {1} to {2}{3}.</source>
        <translation>किस्तों की संख्या {1} से {2} तक होती है{3}।</translation>
    </message>
    <message>
        <source>The old SIP is cancelled. This starts the new one.</source>
        <translation>पुरानी SIP रद्द है। यह नई शुरू करता है।</translation>
    </message>
    <message>
        <source>The order</source>
        <translation>ऑर्डर</translation>
    </message>
    <message>
        <source>The order book cannot be read</source>
        <translation>ऑर्डर बुक पढ़ी नहीं जा सकती</translation>
    </message>
    <message>
        <source>The order book is up to date again</source>
        <translation>ऑर्डर बुक फिर ताज़ा है</translation>
    </message>
    <message>
        <source>The order could not be written to the journal and was not sent: {1}.</source>
        <translation>ऑर्डर बही में लिखा नहीं जा सका और नहीं भेजा गया: {1}।</translation>
    </message>
    <message>
        <source>The order is being cancelled.</source>
        <translation>ऑर्डर रद्द किया जा रहा है।</translation>
    </message>
    <message>
        <source>The order is {1} already.</source>
        <translation>ऑर्डर पहले ही {1} है।</translation>
    </message>
    <message>
        <source>The order is {1}: it was too late to cancel it.</source>
        <translation>ऑर्डर {1} है: रद्द करने के लिए देर हो चुकी थी।</translation>
    </message>
    <message>
        <source>The order is {1}: nothing to change</source>
        <translation>ऑर्डर {1} है: बदलने को कुछ नहीं</translation>
    </message>
    <message>
        <source>The order is {1}: nothing to change. Esc leaves.</source>
        <translation>ऑर्डर {1} है: बदलने को कुछ नहीं। Esc छोड़ता है।</translation>
    </message>
    <message>
        <source>The order journal cannot be read</source>
        <translation>ऑर्डर की बही पढ़ी नहीं जा सकती</translation>
    </message>
    <message>
        <source>The order journal could not be written</source>
        <translation>ऑर्डर की बही लिखी नहीं जा सकी</translation>
    </message>
    <message>
        <source>The order journal {1} cannot be written ({2}), and without it no order leaves. Prices and books work. Free disk space or mend the folder&apos;s rights, then start again.</source>
        <translation>ऑर्डर की बही {1} लिखी नहीं जा सकती ({2}), और उसके बिना कोई ऑर्डर नहीं जाता। भाव और बही चलती हैं। डिस्क पर जगह बनाएँ या फ़ोल्डर के अधिकार सुधारें, फिर दोबारा शुरू करें।</translation>
    </message>
    <message>
        <source>The order may just be filling. Look at its row before you try again.</source>
        <translation>ऑर्डर शायद अभी भर रहा हो। फिर कोशिश से पहले इसकी पंक्ति देखें।</translation>
    </message>
    <message>
        <source>The order to {1} was cancelled or lapsed. {2}</source>
        <translation>{1} का ऑर्डर रद्द हुआ या समाप्त हो गया। {2}</translation>
    </message>
    <message>
        <source>The order to {1} was refused: {2}.</source>
        <translation>{1} का ऑर्डर अस्वीकार हुआ: {2}।</translation>
    </message>
    <message>
        <source>The order was cancelled before this change was sent.</source>
        <translation>यह बदलाव भेजने से पहले ही ऑर्डर रद्द हो गया।</translation>
    </message>
    <message>
        <source>The order was changed {1} times; the broker takes no more.</source>
        <translation>ऑर्डर {1} बार बदला जा चुका; ब्रोकर और बदलाव नहीं लेता।</translation>
    </message>
    <message>
        <source>The order was held to be not placed, and has turned up at the broker after all.</source>
        <translation>ऑर्डर को नहीं लगा माना गया था, पर आख़िर वह ब्रोकर के पास मिल गया।</translation>
    </message>
    <message>
        <source>The order was {1}.</source>
        <translation>ऑर्डर {1} था।</translation>
    </message>
    <message>
        <source>The position was not converted. Look at its row and try again.</source>
        <translation>पोज़ीशन नहीं बदली। इसकी पंक्ति देखें और फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>The practice exchange did not let us in (HTTP {1}).</source>
        <translation>अभ्यास एक्सचेंज ने अंदर नहीं आने दिया (HTTP {1})।</translation>
    </message>
    <message>
        <source>The practice exchange did not start. No order is affected. The log says why; try again.</source>
        <translation>अभ्यास एक्सचेंज शुरू नहीं हुआ। किसी ऑर्डर पर असर नहीं। लॉग कारण बताता है; फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>The practice exchange has stopped</source>
        <translation>अभ्यास एक्सचेंज रुक गया है</translation>
    </message>
    <message>
        <source>The price at which closing pays for the charges of both orders: beyond it you earn.</source>
        <translation>जिस भाव पर बंद करने से दोनों ऑर्डर के शुल्क निकलते हैं: उसके आगे कमाई है।</translation>
    </message>
    <message>
        <source>The price can never be equal to this.</source>
        <translation>भाव इसके बराबर कभी नहीं हो सकता।</translation>
    </message>
    <message>
        <source>The price of {1} is not live: the connection was lost.</source>
        <translation>{1} का भाव लाइव नहीं है: कनेक्शन टूट गया।</translation>
    </message>
    <message>
        <source>The price was touched and a part of its order has filled.</source>
        <translation>भाव छू गया और इसके ऑर्डर का एक हिस्सा भरा।</translation>
    </message>
    <message>
        <source>The price was touched and its order has filled.</source>
        <translation>भाव छू गया और इसका ऑर्डर भर गया।</translation>
    </message>
    <message>
        <source>The price was touched and its order was placed. It has not filled.</source>
        <translation>भाव छू गया और इसका ऑर्डर लगा। वह अभी नहीं भरा।</translation>
    </message>
    <message>
        <source>The price was touched, but its order was cancelled.</source>
        <translation>भाव छू गया, पर इसका ऑर्डर रद्द हो गया।</translation>
    </message>
    <message>
        <source>The price was touched, but its order was refused: you hold what you held.</source>
        <translation>भाव छू गया, पर इसका ऑर्डर अस्वीकार हुआ: आपके पास वही है जो था।</translation>
    </message>
    <message>
        <source>The price was touched, but no order could be placed.</source>
        <translation>भाव छू गया, पर कोई ऑर्डर नहीं लग सका।</translation>
    </message>
    <message>
        <source>The price was touched. Its order is not in today&apos;s order book (yet).</source>
        <translation>भाव छू गया। इसका ऑर्डर आज की ऑर्डर बुक में (अभी) नहीं है।</translation>
    </message>
    <message>
        <source>The program ended meanwhile. Resume goes on with whatever is missing.</source>
        <translation>इस बीच प्रोग्राम समाप्त हुआ। “आगे बढ़ाएँ” बाकी सब लाता है।</translation>
    </message>
    <message>
        <source>The program ended while its orders were being sent: look at the order book.</source>
        <translation>इसके ऑर्डर भेजते समय प्रोग्राम समाप्त हुआ: ऑर्डर बुक देखें।</translation>
    </message>
    <message>
        <source>The quantity must be a multiple of the lot of {1}.</source>
        <translation>मात्रा {1} के लॉट का गुणज होनी चाहिए।</translation>
    </message>
    <message>
        <source>The quantity must be a whole number above zero.</source>
        <translation>मात्रा शून्य से ऊपर की पूर्ण संख्या होनी चाहिए।</translation>
    </message>
    <message>
        <source>The quantity must be above zero.</source>
        <translation>मात्रा शून्य से ऊपर होनी चाहिए।</translation>
    </message>
    <message>
        <source>The quantity must be at least 1.</source>
        <translation>मात्रा कम से कम 1 होनी चाहिए।</translation>
    </message>
    <message>
        <source>The reply of {1} was lost ({2}).</source>
        <translation>{1} का जवाब खो गया ({2})।</translation>
    </message>
    <message>
        <source>The reply was lost ({1}). Cancelling again does no harm.</source>
        <translation>जवाब खो गया ({1})। फिर से रद्द करने में कोई हानि नहीं।</translation>
    </message>
    <message>
        <source>The reply was lost ({1}): checking the broker&apos;s book. Do not send it again.</source>
        <translation>जवाब खो गया ({1}): ब्रोकर की बुक जाँची जा रही है। फिर से न भेजें।</translation>
    </message>
    <message>
        <source>The reply was lost ({1}): checking the broker&apos;s list. Do not send it again.</source>
        <translation>जवाब खो गया ({1}): ब्रोकर की सूची जाँची जा रही है। फिर से न भेजें।</translation>
    </message>
    <message>
        <source>The reply was lost ({1}): looking at the positions. Do not repeat it.</source>
        <translation>जवाब खो गया ({1}): पोज़ीशन देखी जा रही हैं। इसे दोहराएँ नहीं।</translation>
    </message>
    <message>
        <source>The reply was lost ({1}): reading the order book.</source>
        <translation>जवाब खो गया ({1}): ऑर्डर बुक पढ़ी जा रही है।</translation>
    </message>
    <message>
        <source>The reply was lost. The broker&apos;s list is being read; it is not sent again.</source>
        <translation>जवाब खो गया। ब्रोकर की सूची पढ़ी जा रही है; यह फिर नहीं भेजा जाता।</translation>
    </message>
    <message>
        <source>The reply was lost: checking whether the order was moved.</source>
        <translation>जवाब खो गया: जाँच हो रही है कि ऑर्डर हटा या नहीं।</translation>
    </message>
    <message>
        <source>The reply was lost: checking. It is not sent again.</source>
        <translation>जवाब खो गया: जाँच हो रही है। यह फिर नहीं भेजा जाता।</translation>
    </message>
    <message>
        <source>The reply was lost: looking for it in the broker&apos;s list. It is not sent again.</source>
        <translation>जवाब खो गया: ब्रोकर की सूची में खोजा जा रहा है। यह फिर नहीं भेजा जाता।</translation>
    </message>
    <message>
        <source>The reply was lost: the order book is being read. Look before you send again.</source>
        <translation>जवाब खो गया: ऑर्डर बुक पढ़ी जा रही है। फिर भेजने से पहले देखें।</translation>
    </message>
    <message>
        <source>The request could not be written ({1}).</source>
        <translation>अनुरोध लिखा नहीं जा सका ({1})।</translation>
    </message>
    <message>
        <source>The request has no terms.</source>
        <translation>अनुरोध में शर्तें नहीं हैं।</translation>
    </message>
    <message>
        <source>The request is on its way.</source>
        <translation>अनुरोध रास्ते में है।</translation>
    </message>
    <message>
        <source>The rest</source>
        <translation>बाकी</translation>
    </message>
    <message>
        <source>The sale can be sent now.</source>
        <translation>अब बिक्री भेजी जा सकती है।</translation>
    </message>
    <message>
        <source>The same order is on its way and not answered yet.</source>
        <translation>यही ऑर्डर रास्ते में है और उसका जवाब अभी नहीं आया।</translation>
    </message>
    <message>
        <source>The same order was sent and its reply was lost: it is being checked whether the broker has it. Sending it again could double it.</source>
        <translation>यही ऑर्डर भेजा गया था और उसका जवाब खो गया: जाँच हो रही है कि ब्रोकर के पास है या नहीं। फिर भेजने से यह दोहरा हो सकता है।</translation>
    </message>
    <message>
        <source>The same order was sent {1} ms ago.</source>
        <translation>यही ऑर्डर {1} ms पहले भेजा गया।</translation>
    </message>
    <message>
        <source>The same trigger was sent and its reply was lost: it is being checked whether the broker has it. Sending it again could double it.</source>
        <translation>यही ट्रिगर भेजा गया था और उसका जवाब खो गया: जाँच हो रही है कि ब्रोकर के पास है या नहीं। फिर भेजने से यह दोहरा हो सकता है।</translation>
    </message>
    <message>
        <source>The second leg of a cover order exits its position at market.</source>
        <translation>कवर ऑर्डर का दूसरा हिस्सा अपनी पोज़ीशन से बाज़ार भाव पर निकलता है।</translation>
    </message>
    <message>
        <source>The second leg of this cover order is not in the order book.</source>
        <translation>इस कवर ऑर्डर का दूसरा हिस्सा ऑर्डर बुक में नहीं है।</translation>
    </message>
    <message>
        <source>The second trigger must be above the last price of {1}.</source>
        <translation>दूसरा ट्रिगर अंतिम भाव {1} से ऊपर होना चाहिए।</translation>
    </message>
    <message>
        <source>The section {1} of the settings does not hold settings.</source>
        <translation>सेटिंग के खंड {1} में सेटिंग नहीं हैं।</translation>
    </message>
    <message>
        <source>The series could not be read: {1}</source>
        <translation>सीरीज़ पढ़ी नहीं जा सकीं: {1}</translation>
    </message>
    <message>
        <source>The series that are selected in the table</source>
        <translation>तालिका में चुनी हुई सीरीज़</translation>
    </message>
    <message>
        <source>The server answered with status {1}</source>
        <translation>सर्वर ने स्थिति {1} से जवाब दिया</translation>
    </message>
    <message>
        <source>The session of {1} has ended at the broker. Orders that rest at the exchange stay there; new ones cannot be sent until you log in.</source>
        <translation>{1} का सत्र ब्रोकर के यहाँ समाप्त हो गया। एक्सचेंज पर पड़े ऑर्डर वहीं रहते हैं; फिर लॉग-इन करने तक नए नहीं भेजे जा सकते।</translation>
    </message>
    <message>
        <source>The session with Shoonya has ended (HTTP {1}).</source>
        <translation>Shoonya का सत्र समाप्त हो गया (HTTP {1})।</translation>
    </message>
    <message>
        <source>The session with Shoonya has ended: {1}</source>
        <translation>Shoonya का सत्र समाप्त हो गया: {1}</translation>
    </message>
    <message>
        <source>The session with Zerodha has ended: {1}</source>
        <translation>Zerodha का सत्र समाप्त हो गया: {1}</translation>
    </message>
    <message>
        <source>The settings could not be read ({1}).</source>
        <translation>सेटिंग पढ़ी नहीं जा सकीं ({1})।</translation>
    </message>
    <message>
        <source>The settings file is not readable ({1}); defaults are in use.</source>
        <translation>सेटिंग फ़ाइल पढ़ने लायक नहीं ({1}); मूल मान काम में हैं।</translation>
    </message>
    <message>
        <source>The settings have an unknown entry {1}.{2}.</source>
        <translation>सेटिंग में अनजानी प्रविष्टि {1}.{2} है।</translation>
    </message>
    <message>
        <source>The settings have an unknown section {1}.</source>
        <translation>सेटिंग में अनजाना खंड {1} है।</translation>
    </message>
    <message>
        <source>The store cannot be used: {1}.</source>
        <translation>भंडार काम में नहीं आ सकता: {1}।</translation>
    </message>
    <message>
        <source>The store cannot be written: {1}.</source>
        <translation>भंडार में लिखा नहीं जा सकता: {1}।</translation>
    </message>
    <message>
        <source>The store could not be read: {1} {2}</source>
        <translation>भंडार पढ़ा नहीं जा सका: {1} {2}</translation>
    </message>
    <message>
        <source>The store has all of it already: there is nothing to download.</source>
        <translation>भंडार में सब पहले से है: डाउनलोड को कुछ नहीं।</translation>
    </message>
    <message>
        <source>The store is being opened. If that takes long, the log says why it cannot be opened.</source>
        <translation>भंडार खोला जा रहा है। देर लगे तो लॉग बताता है कि क्यों नहीं खुलता।</translation>
    </message>
    <message>
        <source>The sum of the legs&apos; charges, an estimate by the broker</source>
        <translation>हिस्सों के शुल्क का योग, ब्रोकर का अनुमान</translation>
    </message>
    <message>
        <source>The symbol master of {1} is missing.</source>
        <translation>{1} की सिंबल सूची नहीं मिली।</translation>
    </message>
    <message>
        <source>The terminal cannot start</source>
        <translation>टर्मिनल शुरू नहीं हो सकता</translation>
    </message>
    <message>
        <source>The terminal closed before the answer came.</source>
        <translation>जवाब आने से पहले टर्मिनल बंद हो गया।</translation>
    </message>
    <message>
        <source>The terminal closed before the answer came: checking the broker&apos;s book.</source>
        <translation>जवाब आने से पहले टर्मिनल बंद हो गया: ब्रोकर की बुक जाँची जा रही है।</translation>
    </message>
    <message>
        <source>The terminal is already running on {1}, but did not answer. {2}</source>
        <translation>टर्मिनल {1} पर पहले से चल रहा है, पर जवाब नहीं दिया। {2}</translation>
    </message>
    <message>
        <source>The terminal is closing and sends no more orders.</source>
        <translation>टर्मिनल बंद हो रहा है और अब कोई ऑर्डर नहीं भेजता।</translation>
    </message>
    <message>
        <source>The terminal is closing and sends nothing any more.</source>
        <translation>टर्मिनल बंद हो रहा है और अब कुछ नहीं भेजता।</translation>
    </message>
    <message>
        <source>The terminal stopped before the answer came: checking the broker&apos;s list.</source>
        <translation>जवाब आने से पहले टर्मिनल रुक गया: ब्रोकर की सूची जाँची जा रही है।</translation>
    </message>
    <message>
        <source>The terminal stopped while the order of this firing was on its way. It is not sent again: look for it in the order book.</source>
        <translation>इस ट्रिगर का ऑर्डर रास्ते में था तभी टर्मिनल रुक गया। यह फिर नहीं भेजा जाता: ऑर्डर बुक में देखें।</translation>
    </message>
    <message>
        <source>The ticket changes an order that rests; a basket takes new ones.</source>
        <translation>टिकट एक पड़े हुए ऑर्डर को बदल रहा है; बास्केट नए ऑर्डर लेती है।</translation>
    </message>
    <message>
        <source>The trigger</source>
        <translation>ट्रिगर</translation>
    </message>
    <message>
        <source>The trigger equals the last price of {1}.</source>
        <translation>ट्रिगर अंतिम भाव {1} के बराबर है।</translation>
    </message>
    <message>
        <source>The trigger exists</source>
        <translation>ट्रिगर मौजूद है</translation>
    </message>
    <message>
        <source>The trigger is only {1} % from the last price of {2}: it may fire at once, and brokers refuse triggers this close.</source>
        <translation>ट्रिगर अंतिम भाव {2} से केवल {1} % दूर है: यह तुरंत चल सकता है, और ब्रोकर इतने पास के ट्रिगर नहीं लेते।</translation>
    </message>
    <message>
        <source>The trigger of a stop to {1} must be {2} its price.</source>
        <translation>{1} स्टॉप का ट्रिगर उसके भाव {2} होना चाहिए।</translation>
    </message>
    <message>
        <source>The trigger was changed</source>
        <translation>ट्रिगर बदल गया</translation>
    </message>
    <message>
        <source>The trigger was deleted</source>
        <translation>ट्रिगर हटा दिया गया</translation>
    </message>
    <message>
        <source>The update list cannot be read.</source>
        <translation>अपडेट सूची पढ़ी नहीं जा सकती।</translation>
    </message>
    <message>
        <source>The update list is in a form that this version does not know.</source>
        <translation>अपडेट सूची ऐसे रूप में है जो यह संस्करण नहीं जानता।</translation>
    </message>
    <message>
        <source>The update list is not signed by the makers of this program: it is not used.</source>
        <translation>अपडेट सूची पर इस प्रोग्राम के निर्माताओं के हस्ताक्षर नहीं हैं: वह काम में नहीं ली जाती।</translation>
    </message>
    <message>
        <source>The update list names version {1}, which is older than {2} ({3}): it is not used.</source>
        <translation>अपडेट सूची संस्करण {1} बताती है, जो {2} ({3}) से पुराना है: वह काम में नहीं ली जाती।</translation>
    </message>
    <message>
        <source>The update list was good until {1} only: it is not used.</source>
        <translation>अपडेट सूची केवल {1} तक मान्य थी: वह काम में नहीं ली जाती।</translation>
    </message>
    <message>
        <source>The worst likely loss of one day, as the exchange computes it.</source>
        <translation>एक्सचेंज के हिसाब से एक दिन की संभावित सबसे बड़ी हानि।</translation>
    </message>
    <message>
        <source>The {1} must be a decimal number above zero.</source>
        <translation>{1} शून्य से ऊपर की दशमलव संख्या होनी चाहिए।</translation>
    </message>
    <message>
        <source>The {1} nearest</source>
        <translation>सबसे पास के {1}</translation>
    </message>
    <message>
        <source>The {1} would be {2}; you asked to be warned above {3}.</source>
        <translation>{1} {2} हो जाएगा; आपने {3} के ऊपर चेतावनी माँगी है।</translation>
    </message>
    <message>
        <source>The {1} would be {2}; your limit is {3}.</source>
        <translation>{1} {2} हो जाएगा; आपकी सीमा {3} है।</translation>
    </message>
    <message>
        <source>There already is a basket called “{1}”.</source>
        <translation>“{1}” नाम की बास्केट पहले से है।</translation>
    </message>
    <message>
        <source>There and back</source>
        <translation>आना और जाना</translation>
    </message>
    <message>
        <source>There are no units.</source>
        <translation>इकाइयाँ नहीं लिखीं।</translation>
    </message>
    <message>
        <source>There are {1} baskets.</source>
        <translation>{1} बास्केट हैं।</translation>
    </message>
    <message>
        <source>There is no amount.</source>
        <translation>राशि नहीं लिखी।</translation>
    </message>
    <message>
        <source>There is no basket called “{1}”.</source>
        <translation>“{1}” नाम की कोई बास्केट नहीं है।</translation>
    </message>
    <message>
        <source>There is no code in what was pasted.</source>
        <translation>जो चिपकाया उसमें कोड नहीं है।</translation>
    </message>
    <message>
        <source>There is no download {1}.</source>
        <translation>डाउनलोड {1} नहीं है।</translation>
    </message>
    <message>
        <source>There is no interval “{1}”: 1 3 5 10 15 30 60 or 1d.</source>
        <translation>“{1}” अंतराल नहीं है: 1 3 5 10 15 30 60 या 1d।</translation>
    </message>
    <message>
        <source>There is no room left where the history store is ({1}).</source>
        <translation>इतिहास के भंडार वाली जगह ({1}) पर और जगह नहीं है।</translation>
    </message>
    <message>
        <source>There is no trading day in this range.</source>
        <translation>इस अवधि में कोई कारोबारी दिन नहीं है।</translation>
    </message>
    <message>
        <source>There is no user guide in {1}.</source>
        <translation>{1} में उपयोगकर्ता गाइड नहीं है।</translation>
    </message>
    <message>
        <source>There is nothing to delete.</source>
        <translation>हटाने को कुछ नहीं है।</translation>
    </message>
    <message>
        <source>There is nothing to do.</source>
        <translation>कुछ करने की ज़रूरत नहीं।</translation>
    </message>
    <message>
        <source>There is nothing to list, or the broker does not know what was asked for.</source>
        <translation>दिखाने को कुछ नहीं, या ब्रोकर नहीं जानता कि क्या पूछा गया।</translation>
    </message>
    <message>
        <source>These exits are of account {1}, and the basket “{2}” is of {3}.</source>
        <translation>ये निकासी खाते {1} की हैं, और बास्केट “{2}” {3} की है।</translation>
    </message>
    <message>
        <source>These shares need an authorisation at the depository first: {1}</source>
        <translation>इन शेयरों की पहले डिपॉज़िटरी में अनुमति चाहिए: {1}</translation>
    </message>
    <message>
        <source>This CSV file has no line of column names with Side, Quantity and Instrument.</source>
        <translation>इस CSV फ़ाइल में Side, Quantity और Instrument वाली स्तंभ-नामों की पंक्ति नहीं है।</translation>
    </message>
    <message>
        <source>This JSON file is no basket: it does not begin with the format “terminal-basket”.</source>
        <translation>यह JSON फ़ाइल बास्केट नहीं है: यह “terminal-basket” फ़ॉर्मैट से शुरू नहीं होती।</translation>
    </message>
    <message>
        <source>This Kite app has no market data (a Personal app): orders and portfolio work, prices do not move.</source>
        <translation>इस Kite ऐप में बाज़ार का डेटा नहीं है (Personal ऐप): ऑर्डर और पोर्टफ़ोलियो चलते हैं, भाव नहीं बदलते।</translation>
    </message>
    <message>
        <source>This Kite app has no market data: {1}</source>
        <translation>इस Kite ऐप में बाज़ार का डेटा नहीं है: {1}</translation>
    </message>
    <message>
        <source>This SIP is not in the list.</source>
        <translation>यह SIP सूची में नहीं है।</translation>
    </message>
    <message>
        <source>This SIP is {1}.</source>
        <translation>यह SIP {1} है।</translation>
    </message>
    <message>
        <source>This account does not take {1} {2}.</source>
        <translation>यह खाता {1} {2} नहीं लेता।</translation>
    </message>
    <message>
        <source>This account has no streaming.</source>
        <translation>इस खाते में स्ट्रीमिंग नहीं है।</translation>
    </message>
    <message>
        <source>This account is logged out.</source>
        <translation>यह खाता लॉग-आउट है।</translation>
    </message>
    <message>
        <source>This account lists no stock with futures or options today.</source>
        <translation>इस खाते की आज की सूची में फ़्यूचर या ऑप्शन वाला कोई शेयर नहीं।</translation>
    </message>
    <message>
        <source>This account takes no market orders by API: they go out as limit orders a little beyond the last price, and each time that is said.</source>
        <translation>यह खाता API से बाज़ार ऑर्डर नहीं लेता: वे अंतिम भाव से थोड़ा आगे लिमिट ऑर्डर बनकर जाते हैं, और हर बार यह बताया जाता है।</translation>
    </message>
    <message>
        <source>This account takes no such trigger at the broker.</source>
        <translation>यह खाता ब्रोकर के पास ऐसा ट्रिगर नहीं लेता।</translation>
    </message>
    <message>
        <source>This account takes no triggers of two legs at the broker.</source>
        <translation>यह खाता ब्रोकर के पास दो हिस्सों वाले ट्रिगर नहीं लेता।</translation>
    </message>
    <message>
        <source>This account&apos;s broker does not slice: send a large order in parts</source>
        <translation>इस खाते का ब्रोकर स्लाइस नहीं करता: बड़ा ऑर्डर हिस्सों में भेजें</translation>
    </message>
    <message>
        <source>This account&apos;s broker has no alerts of its own.</source>
        <translation>इस खाते के ब्रोकर के अपने अलर्ट नहीं हैं।</translation>
    </message>
    <message>
        <source>This account&apos;s broker has no alerts: this PC watches while it is on.</source>
        <translation>इस खाते के ब्रोकर के अलर्ट नहीं हैं: चालू रहते यह PC देखता है।</translation>
    </message>
    <message>
        <source>This account&apos;s broker takes no fund orders from programs.</source>
        <translation>इस खाते का ब्रोकर प्रोग्राम से फ़ंड ऑर्डर नहीं लेता।</translation>
    </message>
    <message>
        <source>This address does not belong to this login.</source>
        <translation>यह पता इस लॉग-इन का नहीं है।</translation>
    </message>
    <message>
        <source>This alert is not in the list any more.</source>
        <translation>यह अलर्ट अब सूची में नहीं है।</translation>
    </message>
    <message>
        <source>This alert was sent before.</source>
        <translation>यह अलर्ट पहले भेजा जा चुका है।</translation>
    </message>
    <message>
        <source>This basket is being sent.</source>
        <translation>यह बास्केट भेजी जा रही है।</translation>
    </message>
    <message>
        <source>This basket was written in version {1} of the format; only {2} is known.</source>
        <translation>यह बास्केट फ़ॉर्मैट के संस्करण {1} में लिखी गई; केवल {2} पता है।</translation>
    </message>
    <message>
        <source>This broker does not calculate baskets: this is the sum of the legs alone.</source>
        <translation>यह ब्रोकर बास्केट का हिसाब नहीं करता: यह केवल हिस्सों का योग है।</translation>
    </message>
    <message>
        <source>This broker keeps no triggers: the terminal watches them, which needs this computer to be on.</source>
        <translation>यह ब्रोकर ट्रिगर नहीं रखता: टर्मिनल उन्हें देखता है, जिसके लिए यह कंप्यूटर चालू होना चाहिए।</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>यह कंप्यूटर</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {1} s {2} the broker&apos;s: six-digit codes made with it are refused. Set the clock.</source>
        <translation>इस कंप्यूटर की घड़ी ब्रोकर की घड़ी से {1} सेकंड {2} है: इससे बने छह अंकों के कोड अस्वीकार होते हैं। घड़ी ठीक करें।</translation>
    </message>
    <message>
        <source>This copy was built without the makers&apos; key, so it could not tell a true update list from a false one, and asks for none.</source>
        <translation>यह प्रति निर्माताओं की कुंजी के बिना बनी है, इसलिए सच्ची और झूठी सूची में अंतर नहीं कर सकती, और कोई नहीं माँगती।</translation>
    </message>
    <message>
        <source>This download runs.</source>
        <translation>यह डाउनलोड चल रहा है।</translation>
    </message>
    <message>
        <source>This file (*{1})</source>
        <translation>यह फ़ाइल (*{1})</translation>
    </message>
    <message>
        <source>This fund is not in the broker&apos;s list.</source>
        <translation>यह फ़ंड ब्रोकर की सूची में नहीं है।</translation>
    </message>
    <message>
        <source>This fund takes no new money now.</source>
        <translation>यह फ़ंड अभी नया पैसा नहीं लेता।</translation>
    </message>
    <message>
        <source>This holds now ({1}): it will fire at once.</source>
        <translation>यह अभी सही है ({1}): यह तुरंत बजेगा।</translation>
    </message>
    <message>
        <source>This is above the exchange&apos;s largest order: let it be sliced (at most 10 slices), or reduce the quantity.</source>
        <translation>यह एक्सचेंज के सबसे बड़े ऑर्डर से ऊपर है: इसे हिस्सों में होने दें (अधिक से अधिक 10 हिस्से), या मात्रा घटाएँ।</translation>
    </message>
    <message>
        <source>This is above the exchange&apos;s largest order: reduce the quantity.</source>
        <translation>यह एक्सचेंज के सबसे बड़े ऑर्डर से ऊपर है: मात्रा घटाएँ।</translation>
    </message>
    <message>
        <source>This is in force</source>
        <translation>यह लागू है</translation>
    </message>
    <message>
        <source>This is not JSON: {1}.</source>
        <translation>यह JSON नहीं है: {1}।</translation>
    </message>
    <message>
        <source>This is not a leg but something else.</source>
        <translation>यह हिस्सा नहीं, कुछ और है।</translation>
    </message>
    <message>
        <source>This kind of order needs a {1}.</source>
        <translation>इस प्रकार के ऑर्डर के लिए {1} ज़रूरी है।</translation>
    </message>
    <message>
        <source>This leg closes a position: its side follows from that.</source>
        <translation>यह हिस्सा पोज़ीशन बंद करता है: इसका पक्ष उसी से तय है।</translation>
    </message>
    <message>
        <source>This leg is not in the basket any more.</source>
        <translation>यह हिस्सा अब बास्केट में नहीं है।</translation>
    </message>
    <message>
        <source>This order</source>
        <translation>इस ऑर्डर</translation>
    </message>
    <message>
        <source>This order cannot be cancelled: it is {1}.</source>
        <translation>यह ऑर्डर रद्द नहीं हो सकता: यह {1} है।</translation>
    </message>
    <message>
        <source>This order closes a position: its break-even was set when that was opened.</source>
        <translation>यह ऑर्डर पोज़ीशन बंद करता है: ब्रेक-ईवन उसके खुलते समय तय हुआ था।</translation>
    </message>
    <message>
        <source>This order is not in the book of a logged-in account.</source>
        <translation>यह ऑर्डर किसी लॉग-इन खाते की बुक में नहीं है।</translation>
    </message>
    <message>
        <source>This order is not in the list.</source>
        <translation>यह ऑर्डर सूची में नहीं है।</translation>
    </message>
    <message>
        <source>This order is {1}.</source>
        <translation>यह ऑर्डर {1} है।</translation>
    </message>
    <message>
        <source>This order type needs a price.</source>
        <translation>इस ऑर्डर प्रकार के लिए भाव ज़रूरी है।</translation>
    </message>
    <message>
        <source>This order type needs a trigger.</source>
        <translation>इस ऑर्डर प्रकार के लिए ट्रिगर ज़रूरी है।</translation>
    </message>
    <message>
        <source>This order was modified {1} times; {2} are allowed.</source>
        <translation>यह ऑर्डर {1} बार बदला जा चुका; {2} की अनुमति है।</translation>
    </message>
    <message>
        <source>This order was not placed or changed; orders at the exchange stay as they are. Register this address as static IP in the developer profile. If an IPv4 address is registered, switch on &apos;IPv4 only&apos; in the settings.</source>
        <translation>यह ऑर्डर न लगा न बदला; एक्सचेंज पर ऑर्डर जैसे हैं वैसे रहते हैं। इस पते को डेवलपर प्रोफ़ाइल में static IP के रूप में दर्ज करें। IPv4 पता दर्ज हो तो सेटिंग में “केवल IPv4 का उपयोग” चालू करें।</translation>
    </message>
    <message>
        <source>This order was sent before.</source>
        <translation>यह ऑर्डर पहले भेजा जा चुका है।</translation>
    </message>
    <message>
        <source>This page belongs to another login attempt.</source>
        <translation>यह पन्ना लॉग-इन की किसी दूसरी कोशिश का है।</translation>
    </message>
    <message>
        <source>This page waits for the end of a login.</source>
        <translation>यह पन्ना लॉग-इन पूरा होने की प्रतीक्षा करता है।</translation>
    </message>
    <message>
        <source>This product cannot be converted.</source>
        <translation>यह प्रोडक्ट बदला नहीं जा सकता।</translation>
    </message>
    <message>
        <source>This request did nothing. Log in again.</source>
        <translation>इस अनुरोध ने कुछ नहीं किया। फिर लॉग-इन करें।</translation>
    </message>
    <message>
        <source>This request did nothing. Orders at the exchange stay there and may still fill. Log in again to see and change them.</source>
        <translation>इस अनुरोध ने कुछ नहीं किया। एक्सचेंज पर ऑर्डर वहीं रहते हैं और अब भी भर सकते हैं। देखने और बदलने के लिए फिर लॉग-इन करें।</translation>
    </message>
    <message>
        <source>This segment is not enabled for the account. It can be added at the broker.</source>
        <translation>यह खंड खाते में चालू नहीं है। ब्रोकर के यहाँ जोड़ा जा सकता है।</translation>
    </message>
    <message>
        <source>This server has no route {1} (HTTP {2}).</source>
        <translation>इस सर्वर में मार्ग {1} नहीं है (HTTP {2})।</translation>
    </message>
    <message>
        <source>This trigger</source>
        <translation>यह ट्रिगर</translation>
    </message>
    <message>
        <source>This trigger is gone: it cannot be changed any more.</source>
        <translation>यह ट्रिगर अब नहीं है: इसे बदला नहीं जा सकता।</translation>
    </message>
    <message>
        <source>This trigger is not active any more.</source>
        <translation>यह ट्रिगर अब सक्रिय नहीं है।</translation>
    </message>
    <message>
        <source>This trigger is not in the list any more.</source>
        <translation>यह ट्रिगर अब सूची में नहीं है।</translation>
    </message>
    <message>
        <source>This trigger is {1} and cannot be changed.</source>
        <translation>यह ट्रिगर {1} है और बदला नहीं जा सकता।</translation>
    </message>
    <message>
        <source>This trigger is {1}: there is nothing left to delete.</source>
        <translation>यह ट्रिगर {1} है: हटाने को कुछ नहीं बचा।</translation>
    </message>
    <message>
        <source>This version has no section {1}.</source>
        <translation>इस संस्करण में खंड {1} नहीं है।</translation>
    </message>
    <message>
        <source>This version has no setting {1}.{2}.</source>
        <translation>इस संस्करण में सेटिंग {1}.{2} नहीं है।</translation>
    </message>
    <message>
        <source>This version knows the exchange&apos;s holidays up to {1}: after it each Monday to Friday is taken for a regular session. A newer version knows more.</source>
        <translation>यह संस्करण एक्सचेंज की छुट्टियाँ {1} तक जानता है: उसके बाद हर सोमवार से शुक्रवार सामान्य सत्र माना जाता है। नया संस्करण और जानता है।</translation>
    </message>
    <message>
        <source>This was sent before.</source>
        <translation>यह पहले भेजा जा चुका है।</translation>
    </message>
    <message>
        <source>This was sent before; it is never sent twice.</source>
        <translation>यह पहले भेजा जा चुका है; दो बार कभी नहीं भेजा जाता।</translation>
    </message>
    <message>
        <source>Those with futures and options</source>
        <translation>जिनमें फ़्यूचर और ऑप्शन हैं</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>गुरुवार</translation>
    </message>
    <message>
        <source>Tick size</source>
        <translation>टिक का आकार</translation>
    </message>
    <message>
        <source>Tick {1}: a multiple of it. ↑ ↓ move one tick, Shift five.</source>
        <translation>टिक {1}: इसका गुणज। ↑ ↓ एक टिक, Shift पाँच।</translation>
    </message>
    <message>
        <source>To the broker, each for as many days as it gives at once</source>
        <translation>ब्रोकर को, हर एक उतने दिनों के लिए जितने वह एक बार में देता है</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>आज</translation>
    </message>
    <message>
        <source>Today alone</source>
        <translation>केवल आज</translation>
    </message>
    <message>
        <source>Today {1} to {2}</source>
        <translation>आज {1} से {2}</translation>
    </message>
    <message>
        <source>Today&apos;s session has not begun.</source>
        <translation>आज का सत्र शुरू नहीं हुआ।</translation>
    </message>
    <message>
        <source>Too long a span</source>
        <translation>बहुत लंबी अवधि</translation>
    </message>
    <message>
        <source>Too many connections: another program may use the same key</source>
        <translation>बहुत अधिक कनेक्शन: शायद कोई दूसरा प्रोग्राम यही कुंजी ले रहा है</translation>
    </message>
    <message>
        <source>Too many requests</source>
        <translation>बहुत अधिक अनुरोध</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>योग</translation>
    </message>
    <message>
        <source>Total of {1}</source>
        <translation>{1} का योग</translation>
    </message>
    <message>
        <source>Total of {1} {2}</source>
        <translation>{1} {2} का योग</translation>
    </message>
    <message>
        <source>Total used</source>
        <translation>कुल उपयोग</translation>
    </message>
    <message>
        <source>Tried</source>
        <translation>कोशिशें</translation>
    </message>
    <message>
        <source>Try the refused one again</source>
        <translation>अस्वीकृत को फिर भेजें</translation>
    </message>
    <message>
        <source>Underlyings</source>
        <translation>आधार</translation>
    </message>
    <message>
        <source>Use {1}.</source>
        <translation>{1} लें।</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>उपयोग हुआ</translation>
    </message>
    <message>
        <source>Vol</source>
        <translation>वॉल्यूम</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>रुकें</translation>
    </message>
    <message>
        <source>Watching</source>
        <translation>देख रहा है</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>हफ़्ता</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>क्यों</translation>
    </message>
    <message>
        <source>Withdrawals</source>
        <translation>निकासी</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>साल</translation>
    </message>
    <message>
        <source>at {1}</source>
        <translation>{1} पर</translation>
    </message>
    <message>
        <source>gap: {1}.</source>
        <translation>कमी: {1}।</translation>
    </message>
    <message>
        <source>here</source>
        <translation>यहाँ</translation>
    </message>
    <message>
        <source>large</source>
        <translation>बड़ी</translation>
    </message>
    <message>
        <source>lot {1}</source>
        <translation>लॉट {1}</translation>
    </message>
    <message>
        <source>needed</source>
        <translation>ज़रूरी</translation>
    </message>
    <message>
        <source>not {1} · {2}</source>
        <translation>{1} नहीं · {2}</translation>
    </message>
    <message>
        <source>notice</source>
        <translation>सूचना</translation>
    </message>
    <message>
        <source>now {1}</source>
        <translation>अब {1}</translation>
    </message>
    <message>
        <source>of {1}</source>
        <translation>{1} में से</translation>
    </message>
    <message>
        <source>on {1}</source>
        <translation>{1} को</translation>
    </message>
    <message>
        <source>on {1} {2} {3}</source>
        <translation>{1} {2} {3} को</translation>
    </message>
    <message>
        <source>or {1}</source>
        <translation>या {1}</translation>
    </message>
    <message>
        <source>tag {1}</source>
        <translation>टैग {1}</translation>
    </message>
    <message>
        <source>{1} at {2}</source>
        <translation>{2} पर {1}</translation>
    </message>
    <message>
        <source>{1} at {2}, {3}</source>
        <translation>{1}, {2} पर, {3}</translation>
    </message>
    <message>
        <source>{1} did not happen: the broker&apos;s list was read several times and shows it as before. Nothing was sent again. Try anew if you still want it.</source>
        <translation>{1} नहीं हुआ: ब्रोकर की सूची कई बार पढ़ी गई और पहले जैसा दिखाती है। कुछ भी दोबारा नहीं भेजा गया। अब भी चाहिए तो फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>Trading goes before every request</source>
        <translation>ट्रेडिंग हर अनुरोध से पहले आती है</translation>
    </message>
    <message>
        <source>Trading symbol</source>
        <translation>ट्रेडिंग सिंबल</translation>
    </message>
    <message>
        <source>Transaction tax</source>
        <translation>ट्रांज़ैक्शन टैक्स</translation>
    </message>
    <message>
        <source>Trigger {1}</source>
        <translation>ट्रिगर {1}</translation>
    </message>
    <message>
        <source>Triggered and filled</source>
        <translation>चला और भर गया</translation>
    </message>
    <message>
        <source>Triggered, no order placed</source>
        <translation>चला, ऑर्डर नहीं लगा</translation>
    </message>
    <message>
        <source>Triggered, order cancelled</source>
        <translation>चला, ऑर्डर रद्द</translation>
    </message>
    <message>
        <source>Triggered, order not seen</source>
        <translation>चला, ऑर्डर नहीं दिखा</translation>
    </message>
    <message>
        <source>Triggered, order refused</source>
        <translation>चला, ऑर्डर अस्वीकृत</translation>
    </message>
    <message>
        <source>Triggered, order resting</source>
        <translation>चला, ऑर्डर पड़ा है</translation>
    </message>
    <message>
        <source>Triggered, partly filled</source>
        <translation>चला, आंशिक भरा</translation>
    </message>
    <message>
        <source>Triggered, {1} of {2} filled</source>
        <translation>चला, {2} में से {1} भरे</translation>
    </message>
    <message>
        <source>Triggers at the broker place limit orders only.</source>
        <translation>ब्रोकर के पास के ट्रिगर केवल लिमिट ऑर्डर लगाते हैं।</translation>
    </message>
    <message>
        <source>Triggers at the broker take delivery and carry-forward only.</source>
        <translation>ब्रोकर के पास के ट्रिगर केवल डिलीवरी और कैरी-फ़ॉरवर्ड लेते हैं।</translation>
    </message>
    <message>
        <source>Triggers could not be read: {1}
It is tried again by itself.</source>
        <translation>ट्रिगर पढ़े नहीं जा सके: {1}
अपने आप फिर कोशिश होती है।</translation>
    </message>
    <message>
        <source>Try again in a minute; the last list that could be read is kept until then.</source>
        <translation>एक मिनट में फिर कोशिश करें; तब तक पिछली पढ़ी जा सकी सूची रहती है।</translation>
    </message>
    <message>
        <source>Try again in a minute; yesterday&apos;s list is kept until then.</source>
        <translation>एक मिनट में फिर कोशिश करें; तब तक कल की सूची रहती है।</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>थोड़ी देर में फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>Try again later; if it happens again, ask where you got the program from.</source>
        <translation>बाद में फिर कोशिश करें; फिर ऐसा हो तो पूछें कि प्रोग्राम कहाँ से मिला।</translation>
    </message>
    <message>
        <source>Try {1} again</source>
        <translation>{1} फिर भेजें</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>मंगलवार</translation>
    </message>
    <message>
        <source>Turnover limit used</source>
        <translation>उपयोग हुई टर्नओवर सीमा</translation>
    </message>
    <message>
        <source>Under the broker&apos;s rate limit, when nobody trades meanwhile</source>
        <translation>ब्रोकर की दर सीमा में, जब इस बीच कोई ट्रेड न करे</translation>
    </message>
    <message>
        <source>Units are whole and above zero.</source>
        <translation>इकाइयाँ पूर्ण और शून्य से ऊपर होती हैं।</translation>
    </message>
    <message>
        <source>Units of the last trade</source>
        <translation>पिछले सौदे की इकाइयाँ</translation>
    </message>
    <message>
        <source>Unknown, checking</source>
        <translation>पता नहीं, जाँच में</translation>
    </message>
    <message>
        <source>Unknown, checking: the reply was lost</source>
        <translation>पता नहीं, जाँच हो रही है: जवाब खो गया</translation>
    </message>
    <message>
        <source>Unknown, checking: the terminal ended before the reply came.</source>
        <translation>पता नहीं, जाँच हो रही है: जवाब आने से पहले टर्मिनल समाप्त हुआ।</translation>
    </message>
    <message>
        <source>Unknown, checking: {1}</source>
        <translation>पता नहीं, जाँच हो रही है: {1}</translation>
    </message>
    <message>
        <source>Unreadable answer</source>
        <translation>जवाब पढ़ा नहीं जा सका</translation>
    </message>
    <message>
        <source>Up / Down</source>
        <translation>ऊपर / नीचे</translation>
    </message>
    <message>
        <source>Up to {1} units</source>
        <translation>{1} इकाइयों तक</translation>
    </message>
    <message>
        <source>Update this terminal first, then import the file again.</source>
        <translation>पहले यह टर्मिनल अपडेट करें, फिर फ़ाइल दोबारा आयात करें।</translation>
    </message>
    <message>
        <source>Use DAY and cancel what does not fill.</source>
        <translation>DAY चुनें और जो न भरे उसे रद्द करें।</translation>
    </message>
    <message>
        <source>Use SL with a limit a little beyond the trigger.</source>
        <translation>ट्रिगर से थोड़ा आगे लिमिट रखकर SL लगाएँ।</translation>
    </message>
    <message>
        <source>Use a limit order{1}.</source>
        <translation>लिमिट ऑर्डर लगाएँ{1}।</translation>
    </message>
    <message>
        <source>Use at most {1} characters.</source>
        <translation>अधिक से अधिक {1} अक्षर लें।</translation>
    </message>
    <message>
        <source>Use automatic protection (-1) or a percentage above 0 and up to 100.</source>
        <translation>अपने आप सुरक्षा (-1) या 0 से ऊपर, 100 तक का प्रतिशत लें।</translation>
    </message>
    <message>
        <source>Use the best {1} as price  ( {2} )</source>
        <translation>सबसे अच्छा {1} भाव के रूप में लें  ( {2} )</translation>
    </message>
    <message>
        <source>Use the default</source>
        <translation>मूल मान लें</translation>
    </message>
    <message>
        <source>Use the {1}, or confirm.</source>
        <translation>{1} लें, या पुष्टि करें।</translation>
    </message>
    <message>
        <source>Use {1} or a price inside the band.</source>
        <translation>{1} या दायरे के भीतर का भाव लें।</translation>
    </message>
    <message>
        <source>Used part of the largest turnover allowed; applies to certain clients only.</source>
        <translation>अनुमत सबसे बड़े टर्नओवर का उपयोग हुआ हिस्सा; केवल कुछ ग्राहकों पर लागू।</translation>
    </message>
    <message>
        <source>User id and secret code are needed.</source>
        <translation>यूज़र आईडी और सीक्रेट कोड ज़रूरी हैं।</translation>
    </message>
    <message>
        <source>Validity ttl needs minutes.</source>
        <translation>ttl वैधता के लिए मिनट चाहिए।</translation>
    </message>
    <message>
        <source>Value against margin</source>
        <translation>मार्जिन के मुक़ाबले मूल्य</translation>
    </message>
    <message>
        <source>Value at risk</source>
        <translation>जोखिम मूल्य</translation>
    </message>
    <message>
        <source>Value of holdings sold today: usable for trading, withdrawable after settlement.</source>
        <translation>आज बेची होल्डिंग का मूल्य: ट्रेडिंग में लग सकता है, निपटान के बाद निकाला जा सकता है।</translation>
    </message>
    <message>
        <source>Version {1}, begun {2}, last sign of life {3}</source>
        <translation>संस्करण {1}, शुरू {2}, अंतिम हलचल {3}</translation>
    </message>
    <message>
        <source>Volume today</source>
        <translation>आज का वॉल्यूम</translation>
    </message>
    <message>
        <source>Volume-weighted average price of the day</source>
        <translation>दिन का वॉल्यूम-भारित औसत भाव</translation>
    </message>
    <message>
        <source>Wait a moment and start again, or end that process. Orders at the exchange stay as they are. With --datadir and another folder a second terminal runs beside it.</source>
        <translation>थोड़ा रुककर फिर शुरू करें, या उस प्रक्रिया को समाप्त करें। एक्सचेंज पर ऑर्डर जैसे हैं वैसे रहते हैं। --datadir और दूसरे फ़ोल्डर से दूसरा टर्मिनल साथ चलता है।</translation>
    </message>
    <message>
        <source>Wait a moment; it cannot be changed before.</source>
        <translation>थोड़ा रुकें; उससे पहले इसे बदला नहीं जा सकता।</translation>
    </message>
    <message>
        <source>Wait a moment; it is read again by itself.</source>
        <translation>थोड़ा रुकें; यह अपने आप फिर पढ़ा जाता है।</translation>
    </message>
    <message>
        <source>Wait for a live price, or confirm.</source>
        <translation>लाइव भाव की प्रतीक्षा करें, या पुष्टि करें।</translation>
    </message>
    <message>
        <source>Wait for a price, or confirm.</source>
        <translation>भाव की प्रतीक्षा करें, या पुष्टि करें।</translation>
    </message>
    <message>
        <source>Wait for a price.</source>
        <translation>भाव की प्रतीक्षा करें।</translation>
    </message>
    <message>
        <source>Wait for its answer.</source>
        <translation>इसके जवाब की प्रतीक्षा करें।</translation>
    </message>
    <message>
        <source>Wait for one, or enter a limit.</source>
        <translation>भाव की प्रतीक्षा करें, या लिमिट लिखें।</translation>
    </message>
    <message>
        <source>Wait for the end of it.</source>
        <translation>इसके पूरा होने की प्रतीक्षा करें।</translation>
    </message>
    <message>
        <source>Wait for the last price</source>
        <translation>अंतिम भाव की प्रतीक्षा करें</translation>
    </message>
    <message>
        <source>Wait until it is.</source>
        <translation>तब तक रुकें।</translation>
    </message>
    <message>
        <source>Wait until its row says more.</source>
        <translation>जब तक इसकी पंक्ति और न बताए तब तक रुकें।</translation>
    </message>
    <message>
        <source>Wait until its row says what became of it, usually 15 s.</source>
        <translation>जब तक इसकी पंक्ति परिणाम न बताए तब तक रुकें, आम तौर पर 15 सेकंड।</translation>
    </message>
    <message>
        <source>Wait until its row says what became of it.</source>
        <translation>जब तक इसकी पंक्ति परिणाम न बताए तब तक रुकें।</translation>
    </message>
    <message>
        <source>Wait until its row says what became.</source>
        <translation>जब तक इसकी पंक्ति परिणाम न बताए तब तक रुकें।</translation>
    </message>
    <message>
        <source>Waiting for the NAV</source>
        <translation>NAV की प्रतीक्षा में</translation>
    </message>
    <message>
        <source>Waiting for the browser</source>
        <translation>ब्राउज़र की प्रतीक्षा</translation>
    </message>
    <message>
        <source>Waiting for the depository&apos;s page in your browser; then send the sale.</source>
        <translation>आपके ब्राउज़र में डिपॉज़िटरी के पन्ने की प्रतीक्षा; फिर बिक्री भेजें।</translation>
    </message>
    <message>
        <source>Waiting for the first price</source>
        <translation>पहले भाव की प्रतीक्षा</translation>
    </message>
    <message>
        <source>Waiting for trigger</source>
        <translation>ट्रिगर की प्रतीक्षा</translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>अपनी बारी की प्रतीक्षा में</translation>
    </message>
    <message>
        <source>Waits for next session</source>
        <translation>अगले सत्र की प्रतीक्षा में</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>चेतावनी और त्रुटियाँ</translation>
    </message>
    <message>
        <source>Watch its price.</source>
        <translation>इसका भाव देखें।</translation>
    </message>
    <message>
        <source>Watched by this program: needs this computer to be on.</source>
        <translation>यह प्रोग्राम देखता है: यह कंप्यूटर चालू होना चाहिए।</translation>
    </message>
    <message>
        <source>Watched by this program: needs this computer to be on. {1}</source>
        <translation>यह प्रोग्राम देखता है: यह कंप्यूटर चालू होना चाहिए। {1}</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>वेब पन्ना (*.html)</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>बुधवार</translation>
    </message>
    <message>
        <source>What became of the last change is not known yet.</source>
        <translation>पिछले बदलाव का क्या हुआ अभी पता नहीं।</translation>
    </message>
    <message>
        <source>What can be used right now: opening balance, plus what came in, minus what is in use.</source>
        <translation>अभी जितना उपयोग हो सकता है: आरंभिक बैलेंस, जो आया जोड़कर, जो लगा है घटाकर।</translation>
    </message>
    <message>
        <source>What can be used, and every field of the broker explained</source>
        <translation>क्या उपयोग हो सकता है, और ब्रोकर का हर फ़ील्ड समझाया हुआ</translation>
    </message>
    <message>
        <source>What has to be free while the legs go out one after the other, before they protect each other. With less, a leg is refused half way.</source>
        <translation>एक-दूसरे की सुरक्षा से पहले, हिस्से एक-एक कर जाते समय जितना मुक्त होना चाहिए। कम हो तो बीच में कोई हिस्सा अस्वीकार होता है।</translation>
    </message>
    <message>
        <source>What is held</source>
        <translation>क्या रखा है</translation>
    </message>
    <message>
        <source>What is missing is said beside its field.</source>
        <translation>जो नहीं भरा वह उसके फ़ील्ड के पास लिखा है।</translation>
    </message>
    <message>
        <source>What one order blocks, positions that it closes or hedges considered. Charges come on top.</source>
        <translation>एक ऑर्डर जितना रोकता है, जिन पोज़ीशन को वह बंद या हेज करता है उन्हें गिनकर। शुल्क ऊपर से लगते हैं।</translation>
    </message>
    <message>
        <source>What order margin, required, final, break-even and net mean</source>
        <translation>ऑर्डर मार्जिन, ज़रूरी, अंतिम, ब्रेक-ईवन और शुद्ध का अर्थ</translation>
    </message>
    <message>
        <source>What stays blocked once all legs are in, hedges counted</source>
        <translation>सब हिस्से लगने पर जितना रुका रहता है, हेज गिनकर</translation>
    </message>
    <message>
        <source>What stays blocked once every leg is filled and hedges count. The difference is freed again.</source>
        <translation>सब हिस्से भरने और हेज गिनने पर जितना रुका रहता है। अंतर फिर मुक्त होता है।</translation>
    </message>
    <message>
        <source>What the request did is not known from this answer.</source>
        <translation>इस जवाब से पता नहीं चलता कि अनुरोध ने क्या किया।</translation>
    </message>
    <message>
        <source>What today&apos;s orders have cost, order by order and by kind</source>
        <translation>आज के ऑर्डर की लागत, हर ऑर्डर और हर प्रकार से</translation>
    </message>
    <message>
        <source>What was not fetched</source>
        <translation>जो नहीं मिला</translation>
    </message>
    <message>
        <source>What was not fetched could not be read: {1}</source>
        <translation>जो नहीं मिला वह पढ़ा नहीं जा सका: {1}</translation>
    </message>
    <message>
        <source>What was paid</source>
        <translation>जो चुकाया गया</translation>
    </message>
    <message>
        <source>What you can still use for new orders in this segment, as the broker counts it: cash and collateral, minus everything in use.</source>
        <translation>इस खंड में नए ऑर्डर के लिए अब भी जितना लग सकता है, जैसा ब्रोकर गिनता है: नकद और जमानत, लगा हुआ सब घटाकर।</translation>
    </message>
    <message>
        <source>When it fires, {1} sends {2} {3} at once, without asking again.</source>
        <translation>बजने पर {1} तुरंत, बिना फिर पूछे, {2} {3} भेजता है।</translation>
    </message>
    <message>
        <source>When it last traded, IST</source>
        <translation>अंतिम सौदा कब हुआ, IST</translation>
    </message>
    <message>
        <source>When {1} {2} to {3}, {4} {5} ({6})</source>
        <translation>जब {1} {3} {2}, {4} {5} ({6})</translation>
    </message>
    <message>
        <source>When {1}, place {2} {3}</source>
        <translation>जब {1}, {2} {3} लगाएँ</translation>
    </message>
    <message>
        <source>Which bars of each stock</source>
        <translation>हर शेयर के कौन-से बार</translation>
    </message>
    <message>
        <source>Which days are held, of each underlying</source>
        <translation>हर आधार के कौन-से दिन रखे हैं</translation>
    </message>
    <message>
        <source>Which table?</source>
        <translation>कौन-सी तालिका?</translation>
    </message>
    <message>
        <source>Whoever is logged in with it at that time</source>
        <translation>जो उस समय उससे लॉग-इन हो</translation>
    </message>
    <message>
        <source>Whole numbers only</source>
        <translation>केवल पूर्ण संख्याएँ</translation>
    </message>
    <message>
        <source>Whole units</source>
        <translation>पूर्ण इकाइयाँ</translation>
    </message>
    <message>
        <source>Without a price the cost of this order cannot be estimated.</source>
        <translation>भाव के बिना इस ऑर्डर की लागत का अनुमान नहीं लग सकता।</translation>
    </message>
    <message>
        <source>Without that its orders are not sent.</source>
        <translation>उसके बिना इसके ऑर्डर नहीं भेजे जाते।</translation>
    </message>
    <message>
        <source>Working out what that takes…</source>
        <translation>हिसाब लगाया जा रहा है कि कितना लगेगा…</translation>
    </message>
    <message>
        <source>Worth at the last price</source>
        <translation>अंतिम भाव पर मूल्य</translation>
    </message>
    <message>
        <source>Worth {1} at the previous close, {2} now: {3}</source>
        <translation>पिछले बंद पर मूल्य {1}, अब {2}: {3}</translation>
    </message>
    <message>
        <source>Worth {1}, paid {2}: {3} before charges</source>
        <translation>मूल्य {1}, चुकाया {2}: शुल्क से पहले {3}</translation>
    </message>
    <message>
        <source>Write it like NSE:INFY or NFO:NIFTY:2026-11-24:24000:CE.</source>
        <translation>इस तरह लिखें: NSE:INFY या NFO:NIFTY:2026-11-24:24000:CE।</translation>
    </message>
    <message>
        <source>Writing {1}…</source>
        <translation>{1} लिखा जा रहा है…</translation>
    </message>
    <message>
        <source>Written down</source>
        <translation>लिखा गया</translation>
    </message>
    <message>
        <source>You can close this page and go back to the terminal.</source>
        <translation>आप यह पन्ना बंद करके टर्मिनल पर लौट सकते हैं।</translation>
    </message>
    <message>
        <source>You deleted it.</source>
        <translation>आपने इसे हटाया।</translation>
    </message>
    <message>
        <source>You hold no mutual funds yet.
Search for one under Funds.</source>
        <translation>अभी आपके पास म्यूचुअल फ़ंड नहीं हैं।
“फ़ंड” में खोजें।</translation>
    </message>
    <message>
        <source>Your broker takes no auction orders from here.</source>
        <translation>आपका ब्रोकर यहाँ से नीलामी ऑर्डर नहीं लेता।</translation>
    </message>
    <message>
        <source>Your password at the broker has run out: {1}</source>
        <translation>ब्रोकर के यहाँ आपके पासवर्ड की अवधि समाप्त: {1}</translation>
    </message>
    <message>
        <source>Your password travels there: nothing else is taken.</source>
        <translation>आपका पासवर्ड वहीं जाता है: और कुछ नहीं लिया जाता।</translation>
    </message>
    <message>
        <source>Zerodha did not accept this login: {1}</source>
        <translation>Zerodha ने यह लॉग-इन नहीं माना: {1}</translation>
    </message>
    <message>
        <source>Zerodha does not allow this app to do that: {1}</source>
        <translation>Zerodha इस ऐप को यह नहीं करने देता: {1}</translation>
    </message>
    <message>
        <source>Zerodha does not know this comparison.</source>
        <translation>Zerodha यह तुलना नहीं जानता।</translation>
    </message>
    <message>
        <source>Zerodha does not take orders from this computer&apos;s address: {1}</source>
        <translation>Zerodha इस कंप्यूटर के पते से ऑर्डर नहीं लेता: {1}</translation>
    </message>
    <message>
        <source>Zerodha refused for too many requests: {1}</source>
        <translation>Zerodha ने बहुत अधिक अनुरोधों पर मना किया: {1}</translation>
    </message>
    <message>
        <source>Zerodha says: {1}</source>
        <translation>Zerodha कहता है: {1}</translation>
    </message>
    <message>
        <source>Zerodha takes no fund orders through its API: they are paid straight from the bank. Everything can be read here; buying, redeeming and SIPs are done on Coin.</source>
        <translation>Zerodha अपने API से फ़ंड ऑर्डर नहीं लेता: उनका भुगतान सीधे बैंक से होता है। यहाँ सब पढ़ा जा सकता है; ख़रीदना, भुनाना और SIP Coin पर होते हैं।</translation>
    </message>
    <message>
        <source>Zerodha watches last prices only, and does not wait for a time.</source>
        <translation>Zerodha केवल अंतिम भाव देखता है, और समय की प्रतीक्षा नहीं करता।</translation>
    </message>
    <message>
        <source>Zerodha&apos;s answer (HTTP {1}) cannot be read: {2}</source>
        <translation>Zerodha का जवाब (HTTP {1}) पढ़ा नहीं जा सकता: {2}</translation>
    </message>
    <message>
        <source>Zerodha&apos;s sandbox takes no fund orders, as its live API takes none.</source>
        <translation>Zerodha का सैंडबॉक्स फ़ंड ऑर्डर नहीं लेता, जैसे उसका लाइव API नहीं लेता।</translation>
    </message>
    <message>
        <source>Zerodha&apos;s servers did not manage the request: {1}</source>
        <translation>Zerodha के सर्वर अनुरोध पूरा नहीं कर सके: {1}</translation>
    </message>
    <message>
        <source>Zerodha&apos;s triggers place CNC, NRML or MTF limit orders only.</source>
        <translation>Zerodha के ट्रिगर केवल CNC, NRML या MTF लिमिट ऑर्डर लगाते हैं।</translation>
    </message>
    <message>
        <source>Zip archive (*.zip)</source>
        <translation>Zip फ़ाइल (*.zip)</translation>
    </message>
    <message>
        <source>a buy stop goes above the last price</source>
        <translation>ख़रीद स्टॉप अंतिम भाव के ऊपर लगता है</translation>
    </message>
    <message>
        <source>a first purchase</source>
        <translation>पहली ख़रीद</translation>
    </message>
    <message>
        <source>a sell stop goes below the last price</source>
        <translation>बिक्री स्टॉप अंतिम भाव के नीचे लगता है</translation>
    </message>
    <message>
        <source>a web page</source>
        <translation>वेब पन्ना</translation>
    </message>
    <message>
        <source>above</source>
        <translation>ऊपर</translation>
    </message>
    <message>
        <source>above  &gt;</source>
        <translation>से ऊपर  &gt;</translation>
    </message>
    <message>
        <source>above freeze</source>
        <translation>फ़्रीज़ से ऊपर</translation>
    </message>
    <message>
        <source>above limit</source>
        <translation>सीमा से ऊपर</translation>
    </message>
    <message>
        <source>above position</source>
        <translation>पोज़ीशन से ऊपर</translation>
    </message>
    <message>
        <source>above the last price: this would fill at once</source>
        <translation>अंतिम भाव के ऊपर: यह तुरंत भरेगा</translation>
    </message>
    <message>
        <source>above trigger</source>
        <translation>ट्रिगर से ऊपर</translation>
    </message>
    <message>
        <source>above what is held</source>
        <translation>रखे हुए से अधिक</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>स्वीकृत</translation>
    </message>
    <message>
        <source>active</source>
        <translation>सक्रिय</translation>
    </message>
    <message>
        <source>adds it</source>
        <translation>इसे जोड़ता है</translation>
    </message>
    <message>
        <source>ahead of</source>
        <translation>आगे</translation>
    </message>
    <message>
        <source>alert {1}</source>
        <translation>अलर्ट {1}</translation>
    </message>
    <message>
        <source>also when this PC is off</source>
        <translation>यह PC बंद हो तब भी</translation>
    </message>
    <message>
        <source>an empty body</source>
        <translation>ख़ाली जवाब</translation>
    </message>
    <message>
        <source>an instrument</source>
        <translation>एक इंस्ट्रूमेंट</translation>
    </message>
    <message>
        <source>and {1} more</source>
        <translation>और {1} अन्य</translation>
    </message>
    <message>
        <source>another version wrote it</source>
        <translation>इसे किसी दूसरे संस्करण ने लिखा</translation>
    </message>
    <message>
        <source>as order {1}</source>
        <translation>ऑर्डर {1} के रूप में</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>कम से कम</translation>
    </message>
    <message>
        <source>at least  ≥</source>
        <translation>कम से कम  ≥</translation>
    </message>
    <message>
        <source>at market</source>
        <translation>बाज़ार भाव पर</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>अधिक से अधिक</translation>
    </message>
    <message>
        <source>at most  ≤</source>
        <translation>अधिक से अधिक  ≤</translation>
    </message>
    <message>
        <source>at most {1}</source>
        <translation>अधिक से अधिक {1}</translation>
    </message>
    <message>
        <source>at or above</source>
        <translation>के बराबर या ऊपर</translation>
    </message>
    <message>
        <source>at or below</source>
        <translation>के बराबर या नीचे</translation>
    </message>
    <message>
        <source>at {1}, the {2}</source>
        <translation>{1} पर, {2}</translation>
    </message>
    <message>
        <source>be opened</source>
        <translation>खोलना</translation>
    </message>
    <message>
        <source>be read</source>
        <translation>पढ़ना</translation>
    </message>
    <message>
        <source>be verified</source>
        <translation>जाँचना</translation>
    </message>
    <message>
        <source>before charges</source>
        <translation>शुल्क से पहले</translation>
    </message>
    <message>
        <source>below</source>
        <translation>नीचे</translation>
    </message>
    <message>
        <source>below  &lt;</source>
        <translation>से नीचे  &lt;</translation>
    </message>
    <message>
        <source>below filled</source>
        <translation>भरे हुए से कम</translation>
    </message>
    <message>
        <source>below the last price: this would fill at once</source>
        <translation>अंतिम भाव के नीचे: यह तुरंत भरेगा</translation>
    </message>
    <message>
        <source>below trigger</source>
        <translation>ट्रिगर से नीचे</translation>
    </message>
    <message>
        <source>best ask</source>
        <translation>सबसे अच्छा ऑफ़र</translation>
    </message>
    <message>
        <source>best ask {1}</source>
        <translation>सबसे अच्छा ऑफ़र {1}</translation>
    </message>
    <message>
        <source>best bid</source>
        <translation>सबसे अच्छी बोली</translation>
    </message>
    <message>
        <source>best bid {1}</source>
        <translation>सबसे अच्छी बोली {1}</translation>
    </message>
    <message>
        <source>blocks about {1} more</source>
        <translation>लगभग {1} और रोकता है</translation>
    </message>
    <message>
        <source>buy</source>
        <translation>ख़रीद</translation>
    </message>
    <message>
        <source>buy {1} {2}</source>
        <translation>ख़रीद {1} {2}</translation>
    </message>
    <message>
        <source>by schedule</source>
        <translation>समय-सारणी से</translation>
    </message>
    <message>
        <source>cancel pending</source>
        <translation>रद्द हो रहा</translation>
    </message>
    <message>
        <source>cancel {1}</source>
        <translation>{1} रद्द करें</translation>
    </message>
    <message>
        <source>cancel_pending</source>
        <translation>रद्द हो रहा</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>रद्द</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>पढ़ा नहीं जा सकता</translation>
    </message>
    <message>
        <source>charges of {1}</source>
        <translation>{1} के शुल्क</translation>
    </message>
    <message>
        <source>check: {1}</source>
        <translation>जाँच: {1}</translation>
    </message>
    <message>
        <source>checking</source>
        <translation>जाँच में</translation>
    </message>
    <message>
        <source>chooses it</source>
        <translation>इसे चुनता है</translation>
    </message>
    <message>
        <source>circuit limits</source>
        <translation>सर्किट सीमाएँ</translation>
    </message>
    <message>
        <source>close {1}</source>
        <translation>{1} बंद करें</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>पूरा</translation>
    </message>
    <message>
        <source>cost or price</source>
        <translation>लागत या भाव</translation>
    </message>
    <message>
        <source>cost unknown</source>
        <translation>लागत अज्ञात</translation>
    </message>
    <message>
        <source>days</source>
        <translation>दिन</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>हटाया गया</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>बंद</translation>
    </message>
    <message>
        <source>disclosed {1}</source>
        <translation>दिखाई {1}</translation>
    </message>
    <message>
        <source>does not fit.</source>
        <translation>ठीक नहीं बैठता।</translation>
    </message>
    <message>
        <source>enabled</source>
        <translation>चालू</translation>
    </message>
    <message>
        <source>ending now</source>
        <translation>अभी समाप्त हो रहा है</translation>
    </message>
    <message>
        <source>equal to  =</source>
        <translation>के बराबर  =</translation>
    </message>
    <message>
        <source>equals the last price</source>
        <translation>अंतिम भाव के बराबर</translation>
    </message>
    <message>
        <source>event loop</source>
        <translation>इवेंट लूप</translation>
    </message>
    <message>
        <source>every month</source>
        <translation>हर महीने</translation>
    </message>
    <message>
        <source>every quarter</source>
        <translation>हर तिमाही</translation>
    </message>
    <message>
        <source>every week</source>
        <translation>हर हफ़्ते</translation>
    </message>
    <message>
        <source>executed order is</source>
        <translation>निष्पादित ऑर्डर</translation>
    </message>
    <message>
        <source>executed orders are</source>
        <translation>निष्पादित ऑर्डर</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>समाप्त</translation>
    </message>
    <message>
        <source>expires today</source>
        <translation>आज एक्सपायर</translation>
    </message>
    <message>
        <source>expiries</source>
        <translation>एक्सपायरी</translation>
    </message>
    <message>
        <source>expiry</source>
        <translation>एक्सपायरी</translation>
    </message>
    <message>
        <source>falls</source>
        <translation>गिरे</translation>
    </message>
    <message>
        <source>falls to</source>
        <translation>गिरकर पहुँचे</translation>
    </message>
    <message>
        <source>falls to {1} or rises to {2}</source>
        <translation>{1} तक गिरे या {2} तक बढ़े</translation>
    </message>
    <message>
        <source>far from market</source>
        <translation>बाज़ार से दूर</translation>
    </message>
    <message>
        <source>feed age</source>
        <translation>फ़ीड की आयु</translation>
    </message>
    <message>
        <source>filled</source>
        <translation>भरा हुआ</translation>
    </message>
    <message>
        <source>filled {1} @ {2}</source>
        <translation>{2} पर {1} भरे</translation>
    </message>
    <message>
        <source>fills at once</source>
        <translation>तुरंत भरेगा</translation>
    </message>
    <message>
        <source>for {1} of {2}</source>
        <translation>{2} में से {1} के लिए</translation>
    </message>
    <message>
        <source>frees about {1}</source>
        <translation>लगभग {1} मुक्त करता है</translation>
    </message>
    <message>
        <source>from {1} to {2}</source>
        <translation>{1} से {2} तक</translation>
    </message>
    <message>
        <source>funds of {1}</source>
        <translation>{1} के फ़ंड</translation>
    </message>
    <message>
        <source>gap: {1}; the broker says the same twice.</source>
        <translation>कमी: {1}; ब्रोकर दो बार यही कहता है।</translation>
    </message>
    <message>
        <source>group {1}</source>
        <translation>समूह {1}</translation>
    </message>
    <message>
        <source>handshake refused with status {1}</source>
        <translation>हैंडशेक स्थिति {1} से अस्वीकार हुआ</translation>
    </message>
    <message>
        <source>held {1}</source>
        <translation>रखी {1}</translation>
    </message>
    <message>
        <source>history schedule</source>
        <translation>इतिहास की समय-सारणी</translation>
    </message>
    <message>
        <source>holding is</source>
        <translation>होल्डिंग</translation>
    </message>
    <message>
        <source>holdings</source>
        <translation>होल्डिंग</translation>
    </message>
    <message>
        <source>holdings are</source>
        <translation>होल्डिंग</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>निष्क्रिय</translation>
    </message>
    <message>
        <source>in open redemptions {1}</source>
        <translation>खुले भुनाने के ऑर्डर में {1}</translation>
    </message>
    <message>
        <source>in the journal, under {1}</source>
        <translation>बही में, {1} के नाम से</translation>
    </message>
    <message>
        <source>in this list</source>
        <translation>इस सूची में</translation>
    </message>
    <message>
        <source>instrument list</source>
        <translation>इंस्ट्रूमेंट सूची</translation>
    </message>
    <message>
        <source>instruments {1}</source>
        <translation>इंस्ट्रूमेंट {1}</translation>
    </message>
    <message>
        <source>it has {1}</source>
        <translation>इसमें {1} हैं</translation>
    </message>
    <message>
        <source>it is cancelled as soon as the broker names it</source>
        <translation>ब्रोकर इसका नंबर देते ही इसे रद्द किया जाएगा</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>यह ख़ाली है</translation>
    </message>
    <message>
        <source>it is missing</source>
        <translation>यह नहीं मिली</translation>
    </message>
    <message>
        <source>it is not JSON ({1})</source>
        <translation>यह JSON नहीं है ({1})</translation>
    </message>
    <message>
        <source>it lies on a read-only file system</source>
        <translation>यह केवल पढ़ने वाले फ़ाइल सिस्टम पर है</translation>
    </message>
    <message>
        <source>its checksum is not that of what was written</source>
        <translation>इसका चेकसम लिखे हुए जैसा नहीं है</translation>
    </message>
    <message>
        <source>its columns are not those of the history store</source>
        <translation>इसके स्तंभ इतिहास के भंडार जैसे नहीं हैं</translation>
    </message>
    <message>
        <source>its path is too long</source>
        <translation>इसका पथ बहुत लंबा है</translation>
    </message>
    <message>
        <source>journalled</source>
        <translation>लिखा गया</translation>
    </message>
    <message>
        <source>kind of alert</source>
        <translation>अलर्ट का प्रकार</translation>
    </message>
    <message>
        <source>kind {1}</source>
        <translation>प्रकार {1}</translation>
    </message>
    <message>
        <source>lapsed</source>
        <translation>समाप्त</translation>
    </message>
    <message>
        <source>large value</source>
        <translation>बड़ा मूल्य</translation>
    </message>
    <message>
        <source>largest orders</source>
        <translation>सबसे बड़े ऑर्डर</translation>
    </message>
    <message>
        <source>last price</source>
        <translation>अंतिम भाव</translation>
    </message>
    <message>
        <source>last price {1}</source>
        <translation>अंतिम भाव {1}</translation>
    </message>
    <message>
        <source>last {1}</source>
        <translation>अंतिम {1}</translation>
    </message>
    <message>
        <source>leg {1} of {2}</source>
        <translation>{2} में से हिस्सा {1}</translation>
    </message>
    <message>
        <source>legs</source>
        <translation>हिस्से</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>लिमिट</translation>
    </message>
    <message>
        <source>list of funds</source>
        <translation>फ़ंड की सूची</translation>
    </message>
    <message>
        <source>local alerts</source>
        <translation>स्थानीय अलर्ट</translation>
    </message>
    <message>
        <source>looked for in the broker&apos;s order book</source>
        <translation>ब्रोकर की ऑर्डर बुक में खोजा गया</translation>
    </message>
    <message>
        <source>lots</source>
        <translation>लॉट</translation>
    </message>
    <message>
        <source>main thread</source>
        <translation>मुख्य थ्रेड</translation>
    </message>
    <message>
        <source>minutes after the close; before {1} the day is not final</source>
        <translation>बंद के बाद मिनट; {1} से पहले दिन अंतिम नहीं होता</translation>
    </message>
    <message>
        <source>modify pending</source>
        <translation>बदल रहा</translation>
    </message>
    <message>
        <source>modify {1}</source>
        <translation>{1} बदलें</translation>
    </message>
    <message>
        <source>modify_pending</source>
        <translation>बदल रहा</translation>
    </message>
    <message>
        <source>monthly</source>
        <translation>मासिक</translation>
    </message>
    <message>
        <source>more of this fund</source>
        <translation>इस फ़ंड का और</translation>
    </message>
    <message>
        <source>must be above zero</source>
        <translation>शून्य से ऊपर होना चाहिए</translation>
    </message>
    <message>
        <source>near future</source>
        <translation>निकट फ़्यूचर</translation>
    </message>
    <message>
        <source>near {1}, the last price</source>
        <translation>{1} के पास, अंतिम भाव</translation>
    </message>
    <message>
        <source>needs this computer to be on</source>
        <translation>यह कंप्यूटर चालू होना चाहिए</translation>
    </message>
    <message>
        <source>net of the charges of today&apos;s orders</source>
        <translation>आज के ऑर्डर के शुल्क घटाकर</translation>
    </message>
    <message>
        <source>network ({1})</source>
        <translation>नेटवर्क ({1})</translation>
    </message>
    <message>
        <source>no order</source>
        <translation>बिना ऑर्डर</translation>
    </message>
    <message>
        <source>no player was found; the system&apos;s beep is used</source>
        <translation>कोई प्लेयर नहीं मिला; सिस्टम की बीप बजती है</translation>
    </message>
    <message>
        <source>no price yet</source>
        <translation>भाव अभी नहीं</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>कारण नहीं बताया</translation>
    </message>
    <message>
        <source>no terms</source>
        <translation>शर्तें नहीं</translation>
    </message>
    <message>
        <source>no value yet</source>
        <translation>अभी कोई मान नहीं</translation>
    </message>
    <message>
        <source>no_order</source>
        <translation>बिना ऑर्डर</translation>
    </message>
    <message>
        <source>not beyond the trigger</source>
        <translation>ट्रिगर से आगे नहीं</translation>
    </message>
    <message>
        <source>not changed</source>
        <translation>नहीं बदला</translation>
    </message>
    <message>
        <source>not deleted</source>
        <translation>नहीं हटा</translation>
    </message>
    <message>
        <source>not in the broker&apos;s list</source>
        <translation>ब्रोकर की सूची में नहीं</translation>
    </message>
    <message>
        <source>not in today&apos;s auction</source>
        <translation>आज की नीलामी में नहीं</translation>
    </message>
    <message>
        <source>not placed</source>
        <translation>नहीं लगा</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>नहीं भेजा</translation>
    </message>
    <message>
        <source>not told: {1}</source>
        <translation>नहीं बताया: {1}</translation>
    </message>
    <message>
        <source>not whole lots</source>
        <translation>पूरे लॉट नहीं</translation>
    </message>
    <message>
        <source>not_placed</source>
        <translation>नहीं लगा</translation>
    </message>
    <message>
        <source>not_sent</source>
        <translation>नहीं भेजा</translation>
    </message>
    <message>
        <source>nothing in use</source>
        <translation>कुछ उपयोग में नहीं</translation>
    </message>
    <message>
        <source>nothing to exit</source>
        <translation>निकलने को कुछ नहीं</translation>
    </message>
    <message>
        <source>number of instalments</source>
        <translation>किस्तों की संख्या</translation>
    </message>
    <message>
        <source>number of orders today</source>
        <translation>आज के ऑर्डर की संख्या</translation>
    </message>
    <message>
        <source>of unknown value</source>
        <translation>अज्ञात मूल्य का</translation>
    </message>
    <message>
        <source>of {1} held</source>
        <translation>रखे {1} में से</translation>
    </message>
    <message>
        <source>off the tick</source>
        <translation>टिक पर नहीं</translation>
    </message>
    <message>
        <source>on the trigger · {1}</source>
        <translation>ट्रिगर पर · {1}</translation>
    </message>
    <message>
        <source>on the {1}</source>
        <translation>{1} को</translation>
    </message>
    <message>
        <source>one fill</source>
        <translation>एक सौदा</translation>
    </message>
    <message>
        <source>one that was offered before</source>
        <translation>जो पहले दिया गया था</translation>
    </message>
    <message>
        <source>one year</source>
        <translation>एक साल</translation>
    </message>
    <message>
        <source>open</source>
        <translation>खुला</translation>
    </message>
    <message>
        <source>order</source>
        <translation>ऑर्डर</translation>
    </message>
    <message>
        <source>order book of {1}</source>
        <translation>{1} की ऑर्डर बुक</translation>
    </message>
    <message>
        <source>order cancelled</source>
        <translation>ऑर्डर रद्द</translation>
    </message>
    <message>
        <source>order rejected</source>
        <translation>ऑर्डर अस्वीकृत</translation>
    </message>
    <message>
        <source>order status</source>
        <translation>ऑर्डर की स्थिति</translation>
    </message>
    <message>
        <source>order type</source>
        <translation>ऑर्डर प्रकार</translation>
    </message>
    <message>
        <source>order update on the stream</source>
        <translation>स्ट्रीम पर ऑर्डर की ख़बर</translation>
    </message>
    <message>
        <source>order update on the ticker</source>
        <translation>टिकर पर ऑर्डर की ख़बर</translation>
    </message>
    <message>
        <source>order value</source>
        <translation>ऑर्डर का मूल्य</translation>
    </message>
    <message>
        <source>order was</source>
        <translation>ऑर्डर</translation>
    </message>
    <message>
        <source>order {1}</source>
        <translation>ऑर्डर {1}</translation>
    </message>
    <message>
        <source>order_cancelled</source>
        <translation>ऑर्डर रद्द</translation>
    </message>
    <message>
        <source>order_rejected</source>
        <translation>ऑर्डर अस्वीकृत</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>ऑर्डर</translation>
    </message>
    <message>
        <source>orders were</source>
        <translation>ऑर्डर</translation>
    </message>
    <message>
        <source>other</source>
        <translation>अन्य</translation>
    </message>
    <message>
        <source>outside the band</source>
        <translation>दायरे से बाहर</translation>
    </message>
    <message>
        <source>panels: {1}</source>
        <translation>पैनल: {1}</translation>
    </message>
    <message>
        <source>parked</source>
        <translation>पार्क</translation>
    </message>
    <message>
        <source>partly</source>
        <translation>आंशिक</translation>
    </message>
    <message>
        <source>partly filled</source>
        <translation>आंशिक भरा</translation>
    </message>
    <message>
        <source>partly_filled</source>
        <translation>आंशिक भरा</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>रुका हुआ</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>लंबित</translation>
    </message>
    <message>
        <source>percent of the previous close: 2 or -1.5</source>
        <translation>पिछले बंद का प्रतिशत: 2 या -1.5</translation>
    </message>
    <message>
        <source>pledged {1}</source>
        <translation>गिरवी {1}</translation>
    </message>
    <message>
        <source>portfolio of {1}</source>
        <translation>{1} का पोर्टफ़ोलियो</translation>
    </message>
    <message>
        <source>positions</source>
        <translation>पोज़ीशन</translation>
    </message>
    <message>
        <source>price</source>
        <translation>भाव</translation>
    </message>
    <message>
        <source>price is old</source>
        <translation>भाव पुराना है</translation>
    </message>
    <message>
        <source>price type</source>
        <translation>भाव का प्रकार</translation>
    </message>
    <message>
        <source>price {1}</source>
        <translation>भाव {1}</translation>
    </message>
    <message>
        <source>product</source>
        <translation>प्रोडक्ट</translation>
    </message>
    <message>
        <source>protection {1} %</source>
        <translation>सुरक्षा {1} %</translation>
    </message>
    <message>
        <source>purchase of {1} in {2}</source>
        <translation>{2} में {1} की ख़रीद</translation>
    </message>
    <message>
        <source>quantity</source>
        <translation>मात्रा</translation>
    </message>
    <message>
        <source>quantity sent today</source>
        <translation>आज भेजी गई मात्रा</translation>
    </message>
    <message>
        <source>quantity {1}</source>
        <translation>मात्रा {1}</translation>
    </message>
    <message>
        <source>quantity {1} → {2}</source>
        <translation>मात्रा {1} → {2}</translation>
    </message>
    <message>
        <source>quarterly</source>
        <translation>तिमाही</translation>
    </message>
    <message>
        <source>reached already</source>
        <translation>पहले ही छू चुका</translation>
    </message>
    <message>
        <source>redemption of {1} of {2}</source>
        <translation>{2} के {1} भुनाना</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>अस्वीकृत</translation>
    </message>
    <message>
        <source>refused slices</source>
        <translation>अस्वीकृत हिस्से</translation>
    </message>
    <message>
        <source>refused: {1}</source>
        <translation>अस्वीकृत: {1}</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>अस्वीकृत</translation>
    </message>
    <message>
        <source>resting</source>
        <translation>पड़ा हुआ</translation>
    </message>
    <message>
        <source>rises</source>
        <translation>बढ़े</translation>
    </message>
    <message>
        <source>rises to</source>
        <translation>बढ़कर पहुँचे</translation>
    </message>
    <message>
        <source>rupees: -5000 is a loss</source>
        <translation>रुपये: -5000 हानि है</translation>
    </message>
    <message>
        <source>seconds since the last tick</source>
        <translation>पिछले टिक से सेकंड</translation>
    </message>
    <message>
        <source>sell</source>
        <translation>बिक्री</translation>
    </message>
    <message>
        <source>sell {1} {2}</source>
        <translation>बिक्री {1} {2}</translation>
    </message>
    <message>
        <source>send it in parts</source>
        <translation>हिस्सों में भेजें</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>भेज रहे हैं</translation>
    </message>
    <message>
        <source>set a file aside</source>
        <translation>फ़ाइल अलग रखना</translation>
    </message>
    <message>
        <source>set by broker</source>
        <translation>ब्रोकर तय करता है</translation>
    </message>
    <message>
        <source>shard {1}</source>
        <translation>हिस्सा {1}</translation>
    </message>
    <message>
        <source>shares</source>
        <translation>शेयर</translation>
    </message>
    <message>
        <source>six-digit code or TOTP seed</source>
        <translation>छह अंकों का कोड या TOTP बीज</translation>
    </message>
    <message>
        <source>slice it under Advanced</source>
        <translation>“उन्नत” में स्लाइस करें</translation>
    </message>
    <message>
        <source>slice {1}</source>
        <translation>हिस्सा {1}</translation>
    </message>
    <message>
        <source>something else ({1})</source>
        <translation>कुछ और ({1})</translation>
    </message>
    <message>
        <source>stop leg</source>
        <translation>स्टॉप हिस्सा</translation>
    </message>
    <message>
        <source>stop limit</source>
        <translation>स्टॉप लिमिट</translation>
    </message>
    <message>
        <source>stored bars</source>
        <translation>सहेजे हुए बार</translation>
    </message>
    <message>
        <source>stream of {1}</source>
        <translation>{1} की स्ट्रीम</translation>
    </message>
    <message>
        <source>submit {1}</source>
        <translation>{1} भेजें</translation>
    </message>
    <message>
        <source>symbol masters</source>
        <translation>सिंबल सूचियाँ</translation>
    </message>
    <message>
        <source>take bars</source>
        <translation>बार लेना</translation>
    </message>
    <message>
        <source>take in a file</source>
        <translation>फ़ाइल लेना</translation>
    </message>
    <message>
        <source>the broker</source>
        <translation>ब्रोकर</translation>
    </message>
    <message>
        <source>the broker&apos;s answer named no order</source>
        <translation>ब्रोकर के जवाब में ऑर्डर का नाम नहीं था</translation>
    </message>
    <message>
        <source>the broker&apos;s answer named no trigger</source>
        <translation>ब्रोकर के जवाब में ट्रिगर का नाम नहीं था</translation>
    </message>
    <message>
        <source>the broker, {1}</source>
        <translation>ब्रोकर, {1}</translation>
    </message>
    <message>
        <source>the compressed body was cut short</source>
        <translation>संपीड़ित जवाब बीच में कट गया</translation>
    </message>
    <message>
        <source>the connection was closed</source>
        <translation>कनेक्शन बंद हो गया</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>डिस्क भरी है</translation>
    </message>
    <message>
        <source>the journal is not open</source>
        <translation>बही खुली नहीं है</translation>
    </message>
    <message>
        <source>the journal of writes is not open</source>
        <translation>लेखन की बही खुली नहीं है</translation>
    </message>
    <message>
        <source>the last price</source>
        <translation>अंतिम भाव</translation>
    </message>
    <message>
        <source>the other side had closed the connection</source>
        <translation>दूसरी ओर से कनेक्शन बंद हो चुका था</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>वही</translation>
    </message>
    <message>
        <source>the selected instrument</source>
        <translation>चुना हुआ इंस्ट्रूमेंट</translation>
    </message>
    <message>
        <source>the server</source>
        <translation>सर्वर</translation>
    </message>
    <message>
        <source>the sound could not be played ({1}); the system&apos;s beep is used</source>
        <translation>ध्वनि नहीं बजाई जा सकी ({1}); सिस्टम की बीप बजती है</translation>
    </message>
    <message>
        <source>the terminal stopped waiting</source>
        <translation>टर्मिनल ने प्रतीक्षा बंद की</translation>
    </message>
    <message>
        <source>the worker {1} is closed</source>
        <translation>वर्कर {1} बंद है</translation>
    </message>
    <message>
        <source>this PC</source>
        <translation>यह PC</translation>
    </message>
    <message>
        <source>this one</source>
        <translation>यह वाला</translation>
    </message>
    <message>
        <source>tick {1}</source>
        <translation>टिक {1}</translation>
    </message>
    <message>
        <source>ticker {1} of {2}</source>
        <translation>{2} में से टिकर {1}</translation>
    </message>
    <message>
        <source>today {1} IST</source>
        <translation>आज {1} IST</translation>
    </message>
    <message>
        <source>too far off</source>
        <translation>बहुत दूर</translation>
    </message>
    <message>
        <source>too many slices</source>
        <translation>बहुत अधिक हिस्से</translation>
    </message>
    <message>
        <source>trading day</source>
        <translation>कारोबारी दिन</translation>
    </message>
    <message>
        <source>trading days</source>
        <translation>कारोबारी दिन</translation>
    </message>
    <message>
        <source>trading days before that are made complete too</source>
        <translation>उससे पहले के कारोबारी दिन भी पूरे किए जाते हैं</translation>
    </message>
    <message>
        <source>trigger</source>
        <translation>ट्रिगर</translation>
    </message>
    <message>
        <source>trigger fired</source>
        <translation>ट्रिगर चला</translation>
    </message>
    <message>
        <source>trigger fired, but placed no order</source>
        <translation>ट्रिगर चला, पर ऑर्डर नहीं लगा</translation>
    </message>
    <message>
        <source>trigger fired, order cancelled</source>
        <translation>ट्रिगर चला, ऑर्डर रद्द हुआ</translation>
    </message>
    <message>
        <source>trigger fired, order filled</source>
        <translation>ट्रिगर चला, ऑर्डर भरा</translation>
    </message>
    <message>
        <source>trigger fired, order refused</source>
        <translation>ट्रिगर चला, ऑर्डर अस्वीकार</translation>
    </message>
    <message>
        <source>trigger fired, order rests</source>
        <translation>ट्रिगर चला, ऑर्डर पड़ा है</translation>
    </message>
    <message>
        <source>trigger has vanished</source>
        <translation>ट्रिगर ग़ायब हो गया</translation>
    </message>
    <message>
        <source>trigger not changed</source>
        <translation>ट्रिगर नहीं बदला</translation>
    </message>
    <message>
        <source>trigger not deleted</source>
        <translation>ट्रिगर नहीं हटा</translation>
    </message>
    <message>
        <source>trigger not placed</source>
        <translation>ट्रिगर नहीं लगा</translation>
    </message>
    <message>
        <source>trigger not verifiable</source>
        <translation>ट्रिगर जाँचा नहीं जा सकता</translation>
    </message>
    <message>
        <source>trigger pending</source>
        <translation>ट्रिगर की प्रतीक्षा में</translation>
    </message>
    <message>
        <source>trigger {1}</source>
        <translation>ट्रिगर {1}</translation>
    </message>
    <message>
        <source>trigger_pending</source>
        <translation>ट्रिगर की प्रतीक्षा में</translation>
    </message>
    <message>
        <source>triggered</source>
        <translation>चला हुआ</translation>
    </message>
    <message>
        <source>triggers of {1}</source>
        <translation>{1} के ट्रिगर</translation>
    </message>
    <message>
        <source>trigger{1} unknown</source>
        <translation>ट्रिगर{1} का पता नहीं</translation>
    </message>
    <message>
        <source>units</source>
        <translation>इकाइयाँ</translation>
    </message>
    <message>
        <source>units traded today</source>
        <translation>आज के सौदों की इकाइयाँ</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>अज्ञात</translation>
    </message>
    <message>
        <source>unknown, being checked</source>
        <translation>पता नहीं, जाँच हो रही है</translation>
    </message>
    <message>
        <source>user id</source>
        <translation>यूज़र आईडी</translation>
    </message>
    <message>
        <source>validity</source>
        <translation>वैधता</translation>
    </message>
    <message>
        <source>value sent today</source>
        <translation>आज भेजा गया मूल्य</translation>
    </message>
    <message>
        <source>variety</source>
        <translation>किस्म</translation>
    </message>
    <message>
        <source>very near the last price</source>
        <translation>अंतिम भाव के बहुत पास</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>प्रतीक्षा में</translation>
    </message>
    <message>
        <source>watched by this program: needs this computer to be on</source>
        <translation>यह प्रोग्राम देखता है: यह कंप्यूटर चालू होना चाहिए</translation>
    </message>
    <message>
        <source>weekly</source>
        <translation>साप्ताहिक</translation>
    </message>
    <message>
        <source>whole units, 1 up</source>
        <translation>पूर्ण इकाइयाँ, 1 से</translation>
    </message>
    <message>
        <source>without a number</source>
        <translation>बिना संख्या</translation>
    </message>
    <message>
        <source>without a number yet</source>
        <translation>अभी बिना संख्या</translation>
    </message>
    <message>
        <source>without trades</source>
        <translation>बिना सौदों के</translation>
    </message>
    <message>
        <source>worker thread</source>
        <translation>वर्कर थ्रेड</translation>
    </message>
    <message>
        <source>worth {1}</source>
        <translation>{1} मूल्य का</translation>
    </message>
    <message>
        <source>write bars</source>
        <translation>बार लिखना</translation>
    </message>
    <message>
        <source>write its manifest</source>
        <translation>अपनी सूची लिखना</translation>
    </message>
    <message>
        <source>write this export</source>
        <translation>यह निर्यात लिखना</translation>
    </message>
    <message>
        <source>wrong side</source>
        <translation>ग़लत ओर</translation>
    </message>
    <message>
        <source>wrong side of the last price</source>
        <translation>अंतिम भाव की ग़लत ओर</translation>
    </message>
    <message>
        <source>your user may not write there</source>
        <translation>आपका उपयोगकर्ता वहाँ नहीं लिख सकता</translation>
    </message>
    <message>
        <source>{1}
Key {2} · double-click renames</source>
        <translation>{1}
कुंजी {2} · दो बार क्लिक से नाम बदलें</translation>
    </message>
    <message>
        <source>{1}
The bar is the broker&apos;s “debits” against that and what is left.</source>
        <translation>{1}
पट्टी ब्रोकर के “debits” को उसके और शेष के मुक़ाबले दिखाती है।</translation>
    </message>
    <message>
        <source>{1}
The broker calls it {2}.{3}.</source>
        <translation>{1}
ब्रोकर इसे {2}.{3} कहता है।</translation>
    </message>
    <message>
        <source>{1} ({2} tick)</source>
        <translation>{1} ({2} टिक)</translation>
    </message>
    <message>
        <source>{1} ({2} ticks)</source>
        <translation>{1} ({2} टिक)</translation>
    </message>
    <message>
        <source>{1} ({2}) from {3}, {4} minutes after each close{5}{6}</source>
        <translation>{3} से {1} ({2}), हर बंद के {4} मिनट बाद{5}{6}</translation>
    </message>
    <message>
        <source>{1} Confirm the change in the ticket.</source>
        <translation>{1} टिकट में बदलाव की पुष्टि करें।</translation>
    </message>
    <message>
        <source>{1} Ctrl+Z brings it back.</source>
        <translation>{1} Ctrl+Z इसे वापस लाता है।</translation>
    </message>
    <message>
        <source>{1} It could not be written to disk: {2}.</source>
        <translation>{1} यह डिस्क पर लिखा नहीं जा सका: {2}।</translation>
    </message>
    <message>
        <source>{1} It is left as it is.</source>
        <translation>{1} यह जैसी है वैसी रहती है।</translation>
    </message>
    <message>
        <source>{1} It is tried again by itself.</source>
        <translation>{1} अपने आप फिर कोशिश होती है।</translation>
    </message>
    <message>
        <source>{1} It is tried again.</source>
        <translation>{1} फिर कोशिश होती है।</translation>
    </message>
    <message>
        <source>{1} Log in, and the download goes on by itself.</source>
        <translation>{1} लॉग-इन करें, डाउनलोड अपने आप आगे बढ़ेगा।</translation>
    </message>
    <message>
        <source>{1} Look at Orders and SIPs yourself.</source>
        <translation>{1} “ऑर्डर” और “SIP” ख़ुद देखें।</translation>
    </message>
    <message>
        <source>{1} Nothing is blocked or paid until it triggers.</source>
        <translation>{1} चलने तक न कुछ रुकता है न कुछ देना पड़ता है।</translation>
    </message>
    <message>
        <source>{1} Rows may be out of date; reading goes on.</source>
        <translation>{1} पंक्तियाँ पुरानी हो सकती हैं; पढ़ना जारी है।</translation>
    </message>
    <message>
        <source>{1} Send it again if you still want it.</source>
        <translation>{1} अब भी चाहिए तो फिर भेजें।</translation>
    </message>
    <message>
        <source>{1} The default is in use.</source>
        <translation>{1} मूल मान काम में है।</translation>
    </message>
    <message>
        <source>{1} The defaults are in use.</source>
        <translation>{1} मूल मान काम में हैं।</translation>
    </message>
    <message>
        <source>{1} Then add it again.</source>
        <translation>{1} फिर इसे दोबारा जोड़ें।</translation>
    </message>
    <message>
        <source>{1} Wait until it shows up in the list.</source>
        <translation>{1} सूची में दिखने तक रुकें।</translation>
    </message>
    <message>
        <source>{1} Wait until the order shows up in the book.</source>
        <translation>{1} ऑर्डर के बुक में दिखने तक रुकें।</translation>
    </message>
    <message>
        <source>{1} above and {2} below the money, calls and puts</source>
        <translation>मनी से {1} ऊपर और {2} नीचे, कॉल और पुट</translation>
    </message>
    <message>
        <source>{1} after {2}</source>
        <translation>{2} के बाद {1}</translation>
    </message>
    <message>
        <source>{1} already being redeemed</source>
        <translation>{1} पहले से भुनाई जा रही हैं</translation>
    </message>
    <message>
        <source>{1} and {2} more</source>
        <translation>{1} और {2} अन्य</translation>
    </message>
    <message>
        <source>{1} are filled already; the new total cannot be {2}.</source>
        <translation>{1} पहले ही भर चुके; नया योग {2} नहीं हो सकता।</translation>
    </message>
    <message>
        <source>{1} at {2}: drag to move</source>
        <translation>{2} पर {1}: ले जाने के लिए खींचें</translation>
    </message>
    <message>
        <source>{1} at {2}: opens the ticket
{3} {4} in {5}</source>
        <translation>{2} पर {1}: टिकट खोलता है
{5} में {3} {4}</translation>
    </message>
    <message>
        <source>{1} bars</source>
        <translation>{1} बार</translation>
    </message>
    <message>
        <source>{1} bars, {2} requests</source>
        <translation>{1} बार, {2} अनुरोध</translation>
    </message>
    <message>
        <source>{1} bars/s</source>
        <translation>{1} बार/से.</translation>
    </message>
    <message>
        <source>{1} charges today</source>
        <translation>{1} शुल्क आज</translation>
    </message>
    <message>
        <source>{1} chosen: {2}</source>
        <translation>{1} चुने: {2}</translation>
    </message>
    <message>
        <source>{1} could not be fetched again: what was stored before stays.</source>
        <translation>{1} फिर नहीं लाए जा सके: जो पहले सहेजा था वह रहता है।</translation>
    </message>
    <message>
        <source>{1} could not be fetched; the errors say why.</source>
        <translation>{1} नहीं लाए जा सके; त्रुटियाँ कारण बताती हैं।</translation>
    </message>
    <message>
        <source>{1} could not be read ({2}); the usual addresses are in use.</source>
        <translation>{1} पढ़ा नहीं जा सका ({2}); सामान्य पते काम में हैं।</translation>
    </message>
    <message>
        <source>{1} could not be read: {2}.</source>
        <translation>{1} पढ़ा नहीं जा सका: {2}।</translation>
    </message>
    <message>
        <source>{1} could not be saved: {2}.</source>
        <translation>{1} सहेजा नहीं जा सका: {2}।</translation>
    </message>
    <message>
        <source>{1} could not be written: {2}.</source>
        <translation>{1} लिखा नहीं जा सका: {2}।</translation>
    </message>
    <message>
        <source>{1} days</source>
        <translation>{1} दिन</translation>
    </message>
    <message>
        <source>{1} did arrive; only the reply was lost. {2}</source>
        <translation>{1} पहुँच गया था; केवल जवाब खो गया। {2}</translation>
    </message>
    <message>
        <source>{1} did not answer within {2} s.</source>
        <translation>{1} ने {2} सेकंड में जवाब नहीं दिया।</translation>
    </message>
    <message>
        <source>{1} does not hold settings of this program.</source>
        <translation>{1} में इस प्रोग्राम की सेटिंग नहीं हैं।</translation>
    </message>
    <message>
        <source>{1} executed orders are</source>
        <translation>{1} निष्पादित ऑर्डर</translation>
    </message>
    <message>
        <source>{1} filled</source>
        <translation>{1} भरे</translation>
    </message>
    <message>
        <source>{1} fills</source>
        <translation>{1} सौदे</translation>
    </message>
    <message>
        <source>{1} first would need the same.</source>
        <translation>{1} पहले हो तो भी इतना ही चाहिए।</translation>
    </message>
    <message>
        <source>{1} first would need {2} {3}.</source>
        <translation>{1} पहले हो तो {2} {3} चाहिए।</translation>
    </message>
    <message>
        <source>{1} for {2} s</source>
        <translation>{2} सेकंड तक {1}</translation>
    </message>
    <message>
        <source>{1} from {2} to {3}.</source>
        <translation>{1}, {2} से {3}।</translation>
    </message>
    <message>
        <source>{1} h {2} min</source>
        <translation>{1} घंटे {2} मिनट</translation>
    </message>
    <message>
        <source>{1} has no bars in these days.</source>
        <translation>इन दिनों में {1} के बार नहीं हैं।</translation>
    </message>
    <message>
        <source>{1} has no last price now, and this account takes no market orders by API.</source>
        <translation>{1} का अभी अंतिम भाव नहीं है, और यह खाता API से बाज़ार ऑर्डर नहीं लेता।</translation>
    </message>
    <message>
        <source>{1} has no mutual funds here.</source>
        <translation>{1} में यहाँ म्यूचुअल फ़ंड नहीं हैं।</translation>
    </message>
    <message>
        <source>{1} has no {2}: choose another type first.</source>
        <translation>{1} में {2} नहीं होता: पहले दूसरा प्रकार चुनें।</translation>
    </message>
    <message>
        <source>{1} has not come yet</source>
        <translation>{1} अभी नहीं आया</translation>
    </message>
    <message>
        <source>{1} has not come yet: the last day is {2}.</source>
        <translation>{1} अभी नहीं आया: अंतिम दिन {2} है।</translation>
    </message>
    <message>
        <source>{1} held</source>
        <translation>{1} रखी</translation>
    </message>
    <message>
        <source>{1} in no. {2}</source>
        <translation>संख्या {2} में {1}</translation>
    </message>
    <message>
        <source>{1} in use ({2})</source>
        <translation>{1} उपयोग में ({2})</translation>
    </message>
    <message>
        <source>{1} in {2}</source>
        <translation>{2} में {1}</translation>
    </message>
    <message>
        <source>{1} instruments are paused: Kite streams {2} at most.</source>
        <translation>{1} इंस्ट्रूमेंट रुके हैं: Kite अधिक से अधिक {2} की स्ट्रीम देता है।</translation>
    </message>
    <message>
        <source>{1} instruments are paused: {2} are streamed at most.</source>
        <translation>{1} इंस्ट्रूमेंट रुके हैं: अधिक से अधिक {2} की स्ट्रीम होती है।</translation>
    </message>
    <message>
        <source>{1} instruments in this list</source>
        <translation>इस सूची में {1} इंस्ट्रूमेंट</translation>
    </message>
    <message>
        <source>{1} instruments. Words in any order: 24000 nif ce</source>
        <translation>{1} इंस्ट्रूमेंट। शब्द किसी भी क्रम में: 24000 nif ce</translation>
    </message>
    <message>
        <source>{1} is an index and cannot be traded.</source>
        <translation>{1} इंडेक्स है और उसमें सौदा नहीं हो सकता।</translation>
    </message>
    <message>
        <source>{1} is beyond the {2}: it will fill like a market order.</source>
        <translation>{1} {2} के पार है: यह बाज़ार ऑर्डर की तरह भरेगा।</translation>
    </message>
    <message>
        <source>{1} is damaged: it has no settings. Nothing was changed.</source>
        <translation>{1} टूटी है: उसमें सेटिंग नहीं हैं। कुछ नहीं बदला।</translation>
    </message>
    <message>
        <source>{1} is for shares, not for derivatives.</source>
        <translation>{1} शेयरों के लिए है, डेरिवेटिव के लिए नहीं।</translation>
    </message>
    <message>
        <source>{1} is for {2}, not for {3}.</source>
        <translation>{1} {2} के लिए है, {3} के लिए नहीं।</translation>
    </message>
    <message>
        <source>{1} is larger than any basket.</source>
        <translation>{1} किसी भी बास्केट से बड़ी है।</translation>
    </message>
    <message>
        <source>{1} is less than the {2} that {3} takes.</source>
        <translation>{1} उस {2} से कम है जो {3} के लिए ज़रूरी है।</translation>
    </message>
    <message>
        <source>{1} is less than the {2} units that can be redeemed.</source>
        <translation>{1} उन {2} इकाइयों से कम है जो भुनाई जा सकती हैं।</translation>
    </message>
    <message>
        <source>{1} is more than the {2} units free ({3}).</source>
        <translation>{1} मुक्त {2} इकाइयों से अधिक है ({3})।</translation>
    </message>
    <message>
        <source>{1} is no multiple of {2}</source>
        <translation>{1} {2} का गुणज नहीं है</translation>
    </message>
    <message>
        <source>{1} is no multiple of {2} units.</source>
        <translation>{1} {2} इकाइयों का गुणज नहीं है।</translation>
    </message>
    <message>
        <source>{1} is no multiple of {2}.</source>
        <translation>{1} {2} का गुणज नहीं है।</translation>
    </message>
    <message>
        <source>{1} is no number of seconds.</source>
        <translation>{1} सेकंड की संख्या नहीं है।</translation>
    </message>
    <message>
        <source>{1} is no number.</source>
        <translation>{1} संख्या नहीं है।</translation>
    </message>
    <message>
        <source>{1} is no {2}</source>
        <translation>{1} {2} नहीं है</translation>
    </message>
    <message>
        <source>{1} is not a multiple of the lot of {2}.</source>
        <translation>{1} {2} के लॉट का गुणज नहीं है।</translation>
    </message>
    <message>
        <source>{1} is not a number of units.</source>
        <translation>{1} इकाइयों की संख्या नहीं है।</translation>
    </message>
    <message>
        <source>{1} is not a percentage. Try -5 or 2.5.</source>
        <translation>{1} प्रतिशत नहीं है। -5 या 2.5 लिखकर देखें।</translation>
    </message>
    <message>
        <source>{1} is not a port number between 1024 and 65535 (usually {2}).</source>
        <translation>{1} 1024 और 65535 के बीच का पोर्ट नंबर नहीं है (आम तौर पर {2})।</translation>
    </message>
    <message>
        <source>{1} is not a port number between 1024 and 65535.</source>
        <translation>{1} 1024 और 65535 के बीच का पोर्ट नंबर नहीं है।</translation>
    </message>
    <message>
        <source>{1} is not a quantity</source>
        <translation>{1} मात्रा नहीं है</translation>
    </message>
    <message>
        <source>{1} is not a text file (UTF-8).</source>
        <translation>{1} टेक्स्ट फ़ाइल (UTF-8) नहीं है।</translation>
    </message>
    <message>
        <source>{1} is not a {2}.</source>
        <translation>{1} {2} नहीं है।</translation>
    </message>
    <message>
        <source>{1} is not an address that begins with {2}</source>
        <translation>{1} ऐसा पता नहीं है जो {2} से शुरू हो</translation>
    </message>
    <message>
        <source>{1} is not in the broker&apos;s list of funds</source>
        <translation>{1} ब्रोकर की फ़ंड सूची में नहीं है</translation>
    </message>
    <message>
        <source>{1} is not in the broker&apos;s list of instruments today.</source>
        <translation>{1} आज ब्रोकर की इंस्ट्रूमेंट सूची में नहीं है।</translation>
    </message>
    <message>
        <source>{1} is not in the day&apos;s list: log in, if nobody has.</source>
        <translation>{1} दिन की सूची में नहीं है: कोई लॉग-इन न हो तो लॉग-इन करें।</translation>
    </message>
    <message>
        <source>{1} is not in today&apos;s list of instruments.</source>
        <translation>{1} आज की इंस्ट्रूमेंट सूची में नहीं है।</translation>
    </message>
    <message>
        <source>{1} is not logged in.</source>
        <translation>{1} लॉग-इन नहीं है।</translation>
    </message>
    <message>
        <source>{1} is not logged in. Log in, and the download goes on by itself.</source>
        <translation>{1} लॉग-इन नहीं है। लॉग-इन करें, डाउनलोड अपने आप आगे बढ़ेगा।</translation>
    </message>
    <message>
        <source>{1} is not usable ({2}); the usual addresses are in use.</source>
        <translation>{1} काम का नहीं ({2}); सामान्य पते काम में हैं।</translation>
    </message>
    <message>
        <source>{1} is not whole</source>
        <translation>{1} पूरी नहीं है</translation>
    </message>
    <message>
        <source>{1} is off the price grid of {2}.</source>
        <translation>{1} {2} के टिक पर नहीं है।</translation>
    </message>
    <message>
        <source>{1} is outside today&apos;s band of {2} to {3}.</source>
        <translation>{1} आज के {2} से {3} के दायरे से बाहर है।</translation>
    </message>
    <message>
        <source>{1} is past: first on {2}</source>
        <translation>{1} बीत चुकी: पहली {2} को</translation>
    </message>
    <message>
        <source>{1} is too large to hold settings.</source>
        <translation>{1} सेटिंग के लिए बहुत बड़ी है।</translation>
    </message>
    <message>
        <source>{1} is {2} % from the {3} {4}</source>
        <translation>{1} {3} {4} से {2} % दूर है</translation>
    </message>
    <message>
        <source>{1} left</source>
        <translation>{1} शेष</translation>
    </message>
    <message>
        <source>{1} legs</source>
        <translation>{1} हिस्से</translation>
    </message>
    <message>
        <source>{1} legs cannot</source>
        <translation>{1} हिस्से नहीं</translation>
    </message>
    <message>
        <source>{1} legs were</source>
        <translation>{1} हिस्से</translation>
    </message>
    <message>
        <source>{1} line</source>
        <translation>{1} पंक्ति</translation>
    </message>
    <message>
        <source>{1} lines</source>
        <translation>{1} पंक्तियाँ</translation>
    </message>
    <message>
        <source>{1} lots of {2}</source>
        <translation>{2} के {1} लॉट</translation>
    </message>
    <message>
        <source>{1} min</source>
        <translation>{1} मि.</translation>
    </message>
    <message>
        <source>{1} min {2} s</source>
        <translation>{1} मि. {2} से.</translation>
    </message>
    <message>
        <source>{1} more cells than columns.</source>
        <translation>स्तंभों से {1} अधिक ख़ाने।</translation>
    </message>
    <message>
        <source>{1} must be a multiple of {2}.</source>
        <translation>{1} {2} का गुणज होना चाहिए।</translation>
    </message>
    <message>
        <source>{1} must be above zero.</source>
        <translation>{1} शून्य से ऊपर होना चाहिए।</translation>
    </message>
    <message>
        <source>{1} needs {2} orders of at most {3}; {4} is the most.</source>
        <translation>{1} के लिए अधिक से अधिक {3} के {2} ऑर्डर चाहिए; सीमा {4} है।</translation>
    </message>
    <message>
        <source>{1} no bar ({2})</source>
        <translation>{1} बार नहीं ({2})</translation>
    </message>
    <message>
        <source>{1} not complete yet: fetched before the day was final, or with minutes missing. Resume later.</source>
        <translation>{1} अभी पूरे नहीं: दिन अंतिम होने से पहले लाए गए, या कुछ मिनट नहीं हैं। बाद में आगे बढ़ाएँ।</translation>
    </message>
    <message>
        <source>{1} not fetched</source>
        <translation>{1} नहीं मिले</translation>
    </message>
    <message>
        <source>{1} not in it: the broker has not told the charges yet.</source>
        <translation>{1} इसमें नहीं: ब्रोकर ने शुल्क अभी नहीं बताए।</translation>
    </message>
    <message>
        <source>{1} of it are filled already.</source>
        <translation>इसके {1} पहले ही भर चुके हैं।</translation>
    </message>
    <message>
        <source>{1} of these shares are not authorised for sale at the depository. Unless the account has given a standing authorisation (DDPI), the order is refused when the trigger fires.</source>
        <translation>इनमें से {1} शेयर बेचने की अनुमति डिपॉज़िटरी में नहीं है। खाते ने स्थायी अनुमति (DDPI) न दी हो तो ट्रिगर चलने पर ऑर्डर अस्वीकार होगा।</translation>
    </message>
    <message>
        <source>{1} of your {2} are not authorised at the depository: a sale may be refused.</source>
        <translation>आपके {2} में से {1} की डिपॉज़िटरी में अनुमति नहीं: बिक्री अस्वीकार हो सकती है।</translation>
    </message>
    <message>
        <source>{1} of {2}</source>
        <translation>{2} में से {1}</translation>
    </message>
    <message>
        <source>{1} of {2} authorised</source>
        <translation>{2} में से {1} की अनुमति है</translation>
    </message>
    <message>
        <source>{1} of {2} days of series; {3} were held already, {4} had no trades</source>
        <translation>सीरीज़ के {2} में से {1} दिन; {3} पहले से थे, {4} में सौदे नहीं हुए</translation>
    </message>
    <message>
        <source>{1} of {2} done, stopped</source>
        <translation>{2} में से {1} हुए, रुका</translation>
    </message>
    <message>
        <source>{1} of {2} done, {3} refused</source>
        <translation>{2} में से {1} हुए, {3} अस्वीकृत</translation>
    </message>
    <message>
        <source>{1} of {2} filled</source>
        <translation>{2} में से {1} भरे</translation>
    </message>
    <message>
        <source>{1} of {2} funds</source>
        <translation>{2} में से {1} फ़ंड</translation>
    </message>
    <message>
        <source>{1} of {2} lines can be read. These cannot; their text is below, to be copied and mended. The file itself stays as it is.</source>
        <translation>{2} में से {1} पंक्तियाँ पढ़ी जा सकती हैं। ये नहीं; इनका पाठ नीचे है, कॉपी करके सुधारने के लिए। फ़ाइल जैसी है वैसी रहती है।</translation>
    </message>
    <message>
        <source>{1} of {2} minutes have</source>
        <translation>{2} में से {1} मिनटों में</translation>
    </message>
    <message>
        <source>{1} of {2} orders of the day are used; at 95 % only exits pass.</source>
        <translation>दिन के {2} में से {1} ऑर्डर लग चुके; 95 % पर केवल निकासी जाती है।</translation>
    </message>
    <message>
        <source>{1} of {2} parts were refused:</source>
        <translation>{2} में से {1} हिस्से अस्वीकृत:</translation>
    </message>
    <message>
        <source>{1} of {2} rest as a limit at {3}, the edge of its protection. Change its price or cancel it.</source>
        <translation>{2} में से {1}, {3} पर लिमिट की तरह पड़े हैं, जो सुरक्षा दायरे का किनारा है। भाव बदलें या रद्द करें।</translation>
    </message>
    <message>
        <source>{1} of {2} with the broker</source>
        <translation>{2} में से {1} ब्रोकर के पास</translation>
    </message>
    <message>
        <source>{1} of {2} {3} done</source>
        <translation>{2} में से {1} {3} हुए</translation>
    </message>
    <message>
        <source>{1} of {2}: {3}</source>
        <translation>{2} में से {1}: {3}</translation>
    </message>
    <message>
        <source>{1} of {2}{3}</source>
        <translation>{2} में से {1}{3}</translation>
    </message>
    <message>
        <source>{1} old</source>
        <translation>{1} पुराना</translation>
    </message>
    <message>
        <source>{1} one-minute bars</source>
        <translation>{1} एक-मिनट बार</translation>
    </message>
    <message>
        <source>{1} open of {2}</source>
        <translation>{2} में से {1} खुले</translation>
    </message>
    <message>
        <source>{1} or more</source>
        <translation>{1} या अधिक</translation>
    </message>
    <message>
        <source>{1} or {2}</source>
        <translation>{1} या {2}</translation>
    </message>
    <message>
        <source>{1} order</source>
        <translation>{1} ऑर्डर</translation>
    </message>
    <message>
        <source>{1} orders</source>
        <translation>{1} ऑर्डर</translation>
    </message>
    <message>
        <source>{1} orders were placed today; the broker&apos;s limit is {2}.</source>
        <translation>आज {1} ऑर्डर लगाए गए; ब्रोकर की सीमा {2} है।</translation>
    </message>
    <message>
        <source>{1} orders were sent today; the rest of the broker&apos;s daily allowance is kept for exits.</source>
        <translation>आज {1} ऑर्डर भेजे गए; ब्रोकर की दैनिक सीमा का बाकी हिस्सा निकासी के लिए रखा है।</translation>
    </message>
    <message>
        <source>{1} parts are unreadable</source>
        <translation>{1} भाग पढ़ने लायक नहीं</translation>
    </message>
    <message>
        <source>{1} pledged</source>
        <translation>{1} गिरवी</translation>
    </message>
    <message>
        <source>{1} positions</source>
        <translation>{1} पोज़ीशन</translation>
    </message>
    <message>
        <source>{1} pts</source>
        <translation>{1} अंक</translation>
    </message>
    <message>
        <source>{1} refused</source>
        <translation>{1} अस्वीकृत</translation>
    </message>
    <message>
        <source>{1} refused {2}</source>
        <translation>{1} अस्वीकृत {2}</translation>
    </message>
    <message>
        <source>{1} rejected: {2}</source>
        <translation>{1} अस्वीकृत: {2}</translation>
    </message>
    <message>
        <source>{1} requests a second</source>
        <translation>एक सेकंड में {1} अनुरोध</translation>
    </message>
    <message>
        <source>{1} requests went out within a second; the rest of the broker&apos;s allowance is kept for exits and cancels.</source>
        <translation>एक सेकंड में {1} अनुरोध गए; ब्रोकर की सीमा का बाकी हिस्सा निकासी और रद्द के लिए रखा है।</translation>
    </message>
    <message>
        <source>{1} rows look like it: see whether one is too many.</source>
        <translation>{1} पंक्तियाँ इससे मिलती हैं: देखें कि कोई अधिक तो नहीं।</translation>
    </message>
    <message>
        <source>{1} rows of {2}</source>
        <translation>{2} की {1} पंक्तियाँ</translation>
    </message>
    <message>
        <source>{1} saved</source>
        <translation>{1} सहेजा गया</translation>
    </message>
    <message>
        <source>{1} second legs of cover orders stay: cancelling one exits at market.</source>
        <translation>कवर ऑर्डर के {1} दूसरे हिस्से रहते हैं: रद्द करने पर बाज़ार भाव पर निकासी होती है।</translation>
    </message>
    <message>
        <source>{1} sent an empty {2}.</source>
        <translation>{1} ने ख़ाली {2} भेजी।</translation>
    </message>
    <message>
        <source>{1} sent before and the broker has them: they would be sent once more.</source>
        <translation>{1} पहले भेजे गए और ब्रोकर के पास हैं: वे एक बार और भेजे जाएँगे।</translation>
    </message>
    <message>
        <source>{1} sent something else than its {2}; it begins with {3}.</source>
        <translation>{1} ने {2} के बदले कुछ और भेजा; वह {3} से शुरू होता है।</translation>
    </message>
    <message>
        <source>{1} series</source>
        <translation>{1} सीरीज़</translation>
    </message>
    <message>
        <source>{1} series-days</source>
        <translation>{1} सीरीज़-दिन</translation>
    </message>
    <message>
        <source>{1} settled: {2} units at a NAV of {3}.</source>
        <translation>{1} का निपटान हुआ: {3} के NAV पर {2} इकाइयाँ।</translation>
    </message>
    <message>
        <source>{1} slices</source>
        <translation>{1} हिस्से</translation>
    </message>
    <message>
        <source>{1} slices are more than the {2} allowed at once</source>
        <translation>{1} हिस्से एक बार में अनुमत {2} से अधिक हैं</translation>
    </message>
    <message>
        <source>{1} stop orders of this position still rest: cancel them, or they may open an opposite position.</source>
        <translation>इस पोज़ीशन के {1} स्टॉप ऑर्डर अब भी पड़े हैं: उन्हें रद्द करें, नहीं तो वे उलटी पोज़ीशन खोल सकते हैं।</translation>
    </message>
    <message>
        <source>{1} summary</source>
        <translation>{1} सारांश</translation>
    </message>
    <message>
        <source>{1} symbol master</source>
        <translation>{1} सिंबल सूची</translation>
    </message>
    <message>
        <source>{1} takes no purchases now.</source>
        <translation>{1} अभी ख़रीद नहीं लेता।</translation>
    </message>
    <message>
        <source>{1} takes no redemptions now.</source>
        <translation>{1} अभी भुनाने के ऑर्डर नहीं लेता।</translation>
    </message>
    <message>
        <source>{1} the SIP in {2}</source>
        <translation>{2} की SIP {1}</translation>
    </message>
    <message>
        <source>{1} ticked · all {2}</source>
        <translation>{1} चुनी · सब {2}</translation>
    </message>
    <message>
        <source>{1} to it · {2}</source>
        <translation>उस तक {1} · {2}</translation>
    </message>
    <message>
        <source>{1} to {2}</source>
        <translation>{1} से {2}</translation>
    </message>
    <message>
        <source>{1} triggers</source>
        <translation>{1} ट्रिगर</translation>
    </message>
    <message>
        <source>{1} triggers are active; the broker takes {2}.</source>
        <translation>{1} ट्रिगर सक्रिय हैं; ब्रोकर {2} लेता है।</translation>
    </message>
    <message>
        <source>{1} underlyings</source>
        <translation>{1} आधार</translation>
    </message>
    <message>
        <source>{1} units</source>
        <translation>{1} इकाइयाँ</translation>
    </message>
    <message>
        <source>{1} until stopped</source>
        <translation>{1} रोके जाने तक</translation>
    </message>
    <message>
        <source>{1} waiting</source>
        <translation>{1} प्रतीक्षा में</translation>
    </message>
    <message>
        <source>{1} waiting for the NAV</source>
        <translation>{1} NAV की प्रतीक्षा में</translation>
    </message>
    <message>
        <source>{1} was not placed: the broker&apos;s list was read several times and does not have it. Nothing was sent again. Make a new one if you still want it.</source>
        <translation>{1} नहीं लगा: ब्रोकर की सूची कई बार पढ़ी गई और उसमें यह नहीं है। कुछ भी दोबारा नहीं भेजा गया। अब भी चाहिए तो नया बनाएँ।</translation>
    </message>
    <message>
        <source>{1} was not written</source>
        <translation>{1} नहीं लिखा गया</translation>
    </message>
    <message>
        <source>{1} was sent over six days ago and its reply never seen. The broker&apos;s list goes back seven days: look at the broker&apos;s own site.</source>
        <translation>{1} छह दिन से अधिक पहले भेजा गया और उसका जवाब कभी नहीं दिखा। ब्रोकर की सूची सात दिन पीछे जाती है: ब्रोकर की अपनी साइट देखें।</translation>
    </message>
    <message>
        <source>{1} was written by a newer version ({2}) in a form that this one ({3}) does not know. Nothing was changed.</source>
        <translation>{1} को नए संस्करण ({2}) ने ऐसे रूप में लिखा जो यह ({3}) नहीं जानता। कुछ नहीं बदला।</translation>
    </message>
    <message>
        <source>{1} when the price reaches {2}: drag or double click to change</source>
        <translation>भाव {2} पर पहुँचने पर {1}: बदलने के लिए खींचें या दो बार क्लिक करें</translation>
    </message>
    <message>
        <source>{1} while sending</source>
        <translation>भेजते समय {1}</translation>
    </message>
    <message>
        <source>{1} while sending.</source>
        <translation>भेजते समय {1}।</translation>
    </message>
    <message>
        <source>{1} will be deleted in {2} s</source>
        <translation>{1} {2} सेकंड में हटाया जाएगा</translation>
    </message>
    <message>
        <source>{1} with gaps</source>
        <translation>{1} में कमियाँ</translation>
    </message>
    <message>
        <source>{1} with unknown cost, left out of profit and loss</source>
        <translation>{1} की लागत अज्ञात, लाभ-हानि में नहीं गिनी</translation>
    </message>
    <message>
        <source>{1} would need more than {2} slices of {3}.</source>
        <translation>{1} के लिए {3} के {2} से अधिक हिस्से चाहिए।</translation>
    </message>
    <message>
        <source>{1} written to {2}</source>
        <translation>{1} {2} में लिखा गया</translation>
    </message>
    <message>
        <source>{1} {2} of “{3}”?</source>
        <translation>“{3}” के {1} {2}?</translation>
    </message>
    <message>
        <source>{1} {2} percent</source>
        <translation>{1} {2} प्रतिशत</translation>
    </message>
    <message>
        <source>{1} {2} refused by the broker&apos;s calculator.</source>
        <translation>ब्रोकर के कैलकुलेटर ने {1} {2} अस्वीकार किए।</translation>
    </message>
    <message>
        <source>{1} {2} still without charges; they come in a moment.</source>
        <translation>{1} {2} अभी बिना शुल्क; थोड़ी देर में आते हैं।</translation>
    </message>
    <message>
        <source>{1} {2} {3} @ {4} when it {5} to {6}</source>
        <translation>{1} {2} {3} @ {4}, जब भाव {6} तक {5}</translation>
    </message>
    <message>
        <source>{1} {2} {3} when it falls to {4} or rises to {5}</source>
        <translation>{1} {2} {3}, जब भाव {4} तक गिरे या {5} तक बढ़े</translation>
    </message>
    <message>
        <source>{1} {2} {3} {4} · {5} · order {6} · {7}</source>
        <translation>{1} {2} {3} {4} · {5} · ऑर्डर {6} · {7}</translation>
    </message>
    <message>
        <source>{1} {2} {3}, at its average price</source>
        <translation>{1} {2} {3}, अपने औसत भाव पर</translation>
    </message>
    <message>
        <source>{1} {2} {3}: not verifiable</source>
        <translation>{1} {2} {3}: जाँचा नहीं जा सकता</translation>
    </message>
    <message>
        <source>{1} {2} {3}: rejected</source>
        <translation>{1} {2} {3}: अस्वीकृत</translation>
    </message>
    <message>
        <source>{1} {2} {3}: unknown</source>
        <translation>{1} {2} {3}: पता नहीं</translation>
    </message>
    <message>
        <source>{1} · exit</source>
        <translation>{1} · निकासी</translation>
    </message>
    <message>
        <source>{1} · {2} bars</source>
        <translation>{1} · {2} बार</translation>
    </message>
    <message>
        <source>{1} · {2} fills</source>
        <translation>{1} · {2} सौदे</translation>
    </message>
    <message>
        <source>{1} · {2} orders</source>
        <translation>{1} · {2} ऑर्डर</translation>
    </message>
    <message>
        <source>{1} · {2} positions</source>
        <translation>{1} · {2} पोज़ीशन</translation>
    </message>
    <message>
        <source>{1} · {2} · order {3}</source>
        <translation>{1} · {2} · ऑर्डर {3}</translation>
    </message>
    <message>
        <source>{1} × {2} = {3} units</source>
        <translation>{1} × {2} = {3} इकाइयाँ</translation>
    </message>
    <message>
        <source>{1}&apos;s answer cannot be read ({2}): {3}</source>
        <translation>{1} का जवाब पढ़ा नहीं जा सकता ({2}): {3}</translation>
    </message>
    <message>
        <source>{1}&apos;s {2} has no rows.</source>
        <translation>{1} की {2} में कोई पंक्ति नहीं है।</translation>
    </message>
    <message>
        <source>{1}&apos;s {2} has {3} {4} at line {5}.</source>
        <translation>{1} की {2} में पंक्ति {5} पर {3} {4} है।</translation>
    </message>
    <message>
        <source>{1}&apos;s {2} is damaged or cut short at line {3}.</source>
        <translation>{1} की {2} पंक्ति {3} पर टूटी या कटी हुई है।</translation>
    </message>
    <message>
        <source>{1}, Indian Standard Time. Frames: {2} ms at the 99th percentile.</source>
        <translation>{1}, भारतीय मानक समय। फ़्रेम: 99वें प्रतिशतक पर {2} ms।</translation>
    </message>
    <message>
        <source>{1}, about {2} s at {3} a second</source>
        <translation>{1}, लगभग {2} सेकंड, एक सेकंड में {3}</translation>
    </message>
    <message>
        <source>{1}, at once</source>
        <translation>{1}, तुरंत</translation>
    </message>
    <message>
        <source>{1}, at {2}.</source>
        <translation>{1}, {2} पर।</translation>
    </message>
    <message>
        <source>{1}, before exit load.</source>
        <translation>{1}, निकास शुल्क से पहले।</translation>
    </message>
    <message>
        <source>{1}, chosen</source>
        <translation>{1}, चुने हुए</translation>
    </message>
    <message>
        <source>{1}, fired</source>
        <translation>{1}, बजा</translation>
    </message>
    <message>
        <source>{1}, logged out</source>
        <translation>{1}, लॉग-आउट</translation>
    </message>
    <message>
        <source>{1}, once</source>
        <translation>{1}, एक बार</translation>
    </message>
    <message>
        <source>{1}, or {2}{3}; the first to fire ends the other.</source>
        <translation>{1}, या {2}{3}; जो पहले चले वह दूसरे को समाप्त करता है।</translation>
    </message>
    <message>
        <source>{1}, part filled</source>
        <translation>{1}, आंशिक भरा</translation>
    </message>
    <message>
        <source>{1}, the NAV of {2}</source>
        <translation>{1}, {2} का NAV</translation>
    </message>
    <message>
        <source>{1}, until stopped</source>
        <translation>{1}, रोके जाने तक</translation>
    </message>
    <message>
        <source>{1}, {2} leg</source>
        <translation>{1}, {2} हिस्सा</translation>
    </message>
    <message>
        <source>{1}, {2} times</source>
        <translation>{1}, {2} बार</translation>
    </message>
    <message>
        <source>{1}. Look for triggers that were on their way when the terminal stopped.</source>
        <translation>{1}। टर्मिनल रुकने के समय जो ट्रिगर रास्ते में थे उन्हें देखें।</translation>
    </message>
    <message>
        <source>{1}. Nothing else is affected; choose another folder.</source>
        <translation>{1}। और किसी चीज़ पर असर नहीं; दूसरा फ़ोल्डर चुनें।</translation>
    </message>
    <message>
        <source>{1}. Orders of earlier runs are shown as the broker has them; new orders are refused until the journal works.</source>
        <translation>{1}। पिछले दौर के ऑर्डर वैसे दिखते हैं जैसे ब्रोकर के पास हैं; बही चलने तक नए ऑर्डर नहीं लिए जाते।</translation>
    </message>
    <message>
        <source>{1}. The order itself is not affected; it is checked again at the next start.</source>
        <translation>{1}। ऑर्डर पर कोई असर नहीं; अगली शुरुआत में उसकी फिर जाँच होगी।</translation>
    </message>
    <message>
        <source>{1}. The report is in the log.</source>
        <translation>{1}। रिपोर्ट लॉग में है।</translation>
    </message>
    <message>
        <source>{1}. The trigger itself is not affected; it is checked at the next start.</source>
        <translation>{1}। ट्रिगर पर कोई असर नहीं; अगली शुरुआत में उसकी जाँच होगी।</translation>
    </message>
    <message>
        <source>{1}. Too little: the broker may refuse.</source>
        <translation>{1}। बहुत कम: ब्रोकर अस्वीकार कर सकता है।</translation>
    </message>
    <message>
        <source>{1}: authorised</source>
        <translation>{1}: अनुमति मिली</translation>
    </message>
    <message>
        <source>{1}: cancel unknown</source>
        <translation>{1}: रद्द हुआ या नहीं, पता नहीं</translation>
    </message>
    <message>
        <source>{1}: change unknown</source>
        <translation>{1}: बदला या नहीं, पता नहीं</translation>
    </message>
    <message>
        <source>{1}: conversion unknown, checking</source>
        <translation>{1}: रूपांतरण का पता नहीं, जाँच हो रही है</translation>
    </message>
    <message>
        <source>{1}: done</source>
        <translation>{1}: हो गया</translation>
    </message>
    <message>
        <source>{1}: market order not filled</source>
        <translation>{1}: बाज़ार ऑर्डर नहीं भरा</translation>
    </message>
    <message>
        <source>{1}: no trade, the day&apos;s volume agrees.</source>
        <translation>{1}: सौदा नहीं, दिन का वॉल्यूम मेल खाता है।</translation>
    </message>
    <message>
        <source>{1}: none</source>
        <translation>{1}: कोई नहीं</translation>
    </message>
    <message>
        <source>{1}: not authorised</source>
        <translation>{1}: अनुमति नहीं मिली</translation>
    </message>
    <message>
        <source>{1}: not cancelled</source>
        <translation>{1}: रद्द नहीं हुआ</translation>
    </message>
    <message>
        <source>{1}: not changed</source>
        <translation>{1}: नहीं बदला</translation>
    </message>
    <message>
        <source>{1}: not done</source>
        <translation>{1}: नहीं हुआ</translation>
    </message>
    <message>
        <source>{1}: not sent</source>
        <translation>{1}: नहीं भेजा</translation>
    </message>
    <message>
        <source>{1}: not sent: {2}</source>
        <translation>{1}: नहीं भेजा: {2}</translation>
    </message>
    <message>
        <source>{1}: not switched</source>
        <translation>{1}: नहीं बदला</translation>
    </message>
    <message>
        <source>{1}: order delayed</source>
        <translation>{1}: ऑर्डर में देरी</translation>
    </message>
    <message>
        <source>{1}: order {2}</source>
        <translation>{1}: ऑर्डर {2}</translation>
    </message>
    <message>
        <source>{1}: possible duplicate order</source>
        <translation>{1}: शायद दोहरा ऑर्डर</translation>
    </message>
    <message>
        <source>{1}: refused</source>
        <translation>{1}: अस्वीकृत</translation>
    </message>
    <message>
        <source>{1}: refused: {2}</source>
        <translation>{1}: अस्वीकृत: {2}</translation>
    </message>
    <message>
        <source>{1}: sent in part</source>
        <translation>{1}: आंशिक भेजा गया</translation>
    </message>
    <message>
        <source>{1}: stops remain</source>
        <translation>{1}: स्टॉप बचे हैं</translation>
    </message>
    <message>
        <source>{1}: the reply was lost ({2}) and the positions changed otherwise or could not be read. Look at the position before converting {3} again.</source>
        <translation>{1}: जवाब खो गया ({2}) और पोज़ीशन किसी और तरह बदलीं या पढ़ी नहीं जा सकीं। {3} फिर बदलने से पहले पोज़ीशन देखें।</translation>
    </message>
    <message>
        <source>{1}: this account takes no market orders by API. Sent as a limit order to {2} at {3} {4} ({5}, band {6} %).</source>
        <translation>{1}: यह खाता API से बाज़ार ऑर्डर नहीं लेता। {3} {4} पर {2} के लिमिट ऑर्डर के रूप में भेजा ({5}, दायरा {6} %)।</translation>
    </message>
    <message>
        <source>{1}: trigger not deleted</source>
        <translation>{1}: ट्रिगर नहीं हटा</translation>
    </message>
    <message>
        <source>{1}: unknown, being checked in the order book</source>
        <translation>{1}: पता नहीं, ऑर्डर बुक में जाँच हो रही है</translation>
    </message>
    <message>
        <source>{1}: unknown, checking</source>
        <translation>{1}: पता नहीं, जाँच हो रही है</translation>
    </message>
    <message>
        <source>{1}: {2}</source>
        <translation>{1}: {2}</translation>
    </message>
    <message>
        <source>{1}: {2}
Enter fills a ticket with it.</source>
        <translation>{1}: {2}
Enter इससे टिकट भरता है।</translation>
    </message>
    <message>
        <source>{1}: {2} They are left as they are.</source>
        <translation>{1}: {2} ये जैसी हैं वैसी रहती हैं।</translation>
    </message>
    <message>
        <source>{1}: {2} bars. {3}</source>
        <translation>{1}: {2} बार। {3}</translation>
    </message>
    <message>
        <source>{1}: {2} bytes</source>
        <translation>{1}: {2} बाइट</translation>
    </message>
    <message>
        <source>{1}: {2} can be used, {3}</source>
        <translation>{1}: {2} उपयोग हो सकता है, {3}</translation>
    </message>
    <message>
        <source>{1}: {2} instrument</source>
        <translation>{1}: {2} इंस्ट्रूमेंट</translation>
    </message>
    <message>
        <source>{1}: {2} instruments</source>
        <translation>{1}: {2} इंस्ट्रूमेंट</translation>
    </message>
    <message>
        <source>{1}:{2} left</source>
        <translation>{1}:{2} शेष</translation>
    </message>
    <message>
        <source>{1}; next try in {2} s.</source>
        <translation>{1}; अगली कोशिश {2} सेकंड में।</translation>
    </message>
    <message>
        <source>{1}; the broker says the same twice.</source>
        <translation>{1}; ब्रोकर दो बार यही कहता है।</translation>
    </message>
    <message>
        <source>{1}; you asked to be warned above {2} %.</source>
        <translation>{1}; आपने {2} % के ऊपर चेतावनी माँगी है।</translation>
    </message>
    <message>
        <source>{1}; your limit is {2} %.</source>
        <translation>{1}; आपकी सीमा {2} % है।</translation>
    </message>
    <message>
        <source>{1}{2} · Watched by {3}</source>
        <translation>{1}{2} · देखता है: {3}</translation>
    </message>
    <message>
        <source>· and {1} now</source>
        <translation>· और अभी {1}</translation>
    </message>
    <message>
        <source>· at most {1} in one order</source>
        <translation>· एक ऑर्डर में अधिक से अधिक {1}</translation>
    </message>
    <message>
        <source>· at the money</source>
        <translation>· मनी पर</translation>
    </message>
    <message>
        <source>· available {1}</source>
        <translation>· उपलब्ध {1}</translation>
    </message>
    <message>
        <source>· first seen here {1}</source>
        <translation>· यहाँ पहली बार {1} को दिखा</translation>
    </message>
    <message>
        <source>· lot {1}</source>
        <translation>· लॉट {1}</translation>
    </message>
    <message>
        <source>· {1} beyond the depth shown</source>
        <translation>· {1} दिखाई गई डेप्थ से आगे</translation>
    </message>
    <message>
        <source>· {1} filled</source>
        <translation>· {1} भरे</translation>
    </message>
    <message>
        <source>· {1} on this PC: needs this computer to be on</source>
        <translation>· {1} इस PC पर: यह कंप्यूटर चालू होना चाहिए</translation>
    </message>
    <message>
        <source>· {1} strikes each side</source>
        <translation>· दोनों ओर {1} स्ट्राइक</translation>
    </message>
    <message>
        <source>· {1} unknown, being checked</source>
        <translation>· {1} का पता नहीं, जाँच हो रही है</translation>
    </message>
    <message>
        <source>“legs” is not a list.</source>
        <translation>“legs” सूची नहीं है।</translation>
    </message>
    <message>
        <source>“{1}” is being sent.</source>
        <translation>“{1}” भेजी जा रही है।</translation>
    </message>
    <message>
        <source>“{1}” is empty.

Type a name above (infy, nifty 24000 ce)
and press Enter to add it.</source>
        <translation>“{1}” ख़ाली है।

ऊपर नाम लिखें (infy, nifty 24000 ce)
और जोड़ने के लिए Enter दबाएँ।</translation>
    </message>
    <message>
        <source>“{1}” is of {2}: its legs are sent from there.</source>
        <translation>“{1}” {2} की है: इसके हिस्से वहीं से भेजे जाते हैं।</translation>
    </message>
    <message>
        <source>↑↓ step</source>
        <translation>↑↓ कदम</translation>
    </message>
</context>
</TS>
