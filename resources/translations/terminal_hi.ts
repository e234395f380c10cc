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
        <source>Try the refused one again</source>
        <translation>अस्वीकृत को फिर भेजें</translation>
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
</TS>
